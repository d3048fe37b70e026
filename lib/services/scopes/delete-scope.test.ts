import { beforeAll, expect, it } from 'vitest';
import type { Database } from '@/lib/db/connection/database';
import { fromTypeId, newUuid } from '@/lib/domain/ids';
import { Plaintext } from '@/lib/domain/plaintext';
import { SCOPE_KINDS } from '@/lib/domain/scope';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { describeDatabases } from '@/lib/testing/database';
import { contextOf, testInstallation } from '@/lib/testing/installation';
import { makeMember, makeOrganization, makeToken } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { anyKind } from '../access/authorize';
import { deleteSecret } from '../secrets/delete-secret';
import { putSecret, putSecrets } from '../secrets/put-secrets';
import { listTokens } from '../tokens/list-tokens';
import { createScope } from './create-scope';
import { deleteScope } from './delete-scope';
import { listScopes } from './list-scopes';
import { readScopeContents } from './read-scope-contents';

describeDatabases('deleting a scope', (open) => {
  let database: Database;
  let acme: TestOrganization;

  beforeAll(async () => {
    database = await open();
    acme = await makeOrganization(await testInstallation(database));
  });

  const uuid = (scope: ScopeSummary) => fromTypeId(SCOPE_KINDS, scope.id)!;
  const input = (key: string, value = 'x') => ({
    key,
    plaintext: Plaintext.fromText(value),
    format: 'utf8' as const,
  });
  const put = async (scope: ScopeSummary, key: string) =>
    (await putSecret(acme.ctx, anyKind(scope.id), input(key))).secret;
  const make = (kind: 'team' | 'workspace' | 'app', slug: string, parent?: ScopeSummary) =>
    createScope(acme.ctx, { kind, slug, name: slug, ...(parent ? { parent: parent.id } : {}) });
  const branch = async (slug: string) => {
    const team = await make('team', slug);
    const workspace = await make('workspace', 'production', team);
    return { team, workspace, app: await make('app', 'billing', workspace) };
  };
  const remove = (scope: ScopeSummary, confirm?: string) =>
    deleteScope(acme.ctx, anyKind(scope.id), confirm);
  const remainsOf = async (scopes: readonly ScopeSummary[]) => {
    const { prisma } = database;
    const scopeId = { in: scopes.map(uuid) };
    return {
      secrets: await prisma.secret.count({ where: { scopeId } }),
      keys: await prisma.dataKey.count({ where: { ownerId: scopeId } }),
      heads: await prisma.keyHead.count({ where: { ownerId: scopeId } }),
      grants: await prisma.scopeGrant.count({ where: { scopeId } }),
      tokens: await prisma.token.count({ where: { scopeId, revokedAt: null } }),
      scopes: await prisma.scope.count({ where: { id: scopeId, deletedAt: null } }),
    };
  };
  const NOTHING = { secrets: 0, keys: 0, heads: 0, grants: 0, tokens: 0, scopes: 0 };

  it('takes all below it, live or in the bin: values, versions, keys, roles and tokens', async () => {
    const { team, workspace, app } = await branch('whole');
    await put(app, 'API_KEY');
    await put(app, 'API_KEY');
    await put(workspace, 'GONE');
    await deleteSecret(acme.ctx, anyKind(workspace.id), 'GONE');
    await makeMember(acme, 'of-whole', 'editor', workspace);
    await makeToken(acme, app);
    const elsewhere = await put(acme.search.app, 'ELSEWHERE');
    const sealed = await database.prisma.sealedValue.count();
    const contents = await readScopeContents(acme.ctx, anyKind(team.id));
    expect(contents).toEqual({
      path: 'whole',
      counts: {
        ...{ teams: 0, workspaces: 1, apps: 1, secrets: 1, aliases: 0, binned: 1 },
        ...{ versions: 3, tokens: 1, grants: 1, connectors: 0, workers: 0 },
      },
      first: {
        scopes: ['whole.production', 'whole.production.billing'],
        secrets: [{ key: 'API_KEY', path: app.path }],
        aliases: [],
        binned: [{ key: 'GONE', path: workspace.path }],
        tokens: [{ name: 'test', path: app.path }],
        connectors: [],
        grants: [{ email: 'of-whole@acme.example', role: 'editor', path: workspace.path }],
        workers: [],
      },
    });
    expect(await remove(team, 'whole')).toEqual(contents.counts);
    expect(await remainsOf([team, workspace, app])).toEqual(NOTHING);
    expect(await database.prisma.sealedValue.count()).toBe(sealed - 3);
    expect(elsewhere.version).toBe(1);
    expect((await put(acme.search.app, 'ELSEWHERE')).version).toBe(2);
  });

  it('is told once in the audit log, in numbers, and its marked row stays', async () => {
    const { team, app } = await branch('told');
    await put(app, 'NAMED_BEFORE');
    await remove(team, 'told');
    const [event, ...more] = await database.prisma.auditEvent.findMany({
      where: { action: 'scope.deleted', targetId: uuid(team) },
    });
    expect(more).toEqual([]);
    expect(JSON.parse(event!.text!)).toMatchObject({
      actor: { name: acme.owner.email },
      details: {
        scope: { kind: 'team', id: team.id, path: 'told' },
        contents: { workspaces: 1, apps: 1, secrets: 1, versions: 1 },
      },
    });
    expect(event!.text).not.toContain('NAMED_BEFORE');
    const row = await database.prisma.scope.findUniqueOrThrow({ where: { id: uuid(team) } });
    expect(row.deletedAt).toBeInstanceOf(Date);
  });

  it('frees its slug, and what is made under it again begins with a key of its own', async () => {
    const first = await branch('again');
    await put(first.app, 'KEY');
    await remove(first.team, 'again');
    const second = await branch('again');
    expect(second.app.path).toBe(first.app.path);
    expect(second.app.id).not.toBe(first.app.id);
    expect((await put(second.app, 'KEY')).version).toBe(1);
    const keys = await database.prisma.dataKey.findMany({ where: { purpose: 'value' } });
    const owners = keys.map((key) => key.ownerId);
    expect(owners).toContain(uuid(second.app));
    expect(owners).not.toContain(uuid(first.app));
  });

  it('asks for its path where anything lies in it, and for nothing where it is empty', async () => {
    const { team, workspace, app } = await branch('asked');
    for (const confirm of [undefined, '', 'asked.production', 'Asked', 'asked ']) {
      await expect(remove(team, confirm)).rejects.toMatchObject({
        code: 'confirm_needed',
        status: 409,
        message:
          'asked holds 1 workspace and 1 app. To delete all of it, confirm with its path: asked',
      });
    }
    await expect(remove(app, team.path)).rejects.toMatchObject({ code: 'confirm_needed' });
    await remove(app);
    await put(workspace, 'BINNED');
    await deleteSecret(acme.ctx, anyKind(workspace.id), 'BINNED');
    await expect(remove(workspace)).rejects.toMatchObject({
      message: expect.stringContaining('holds 1 secret in the bin and 1 version.') as string,
    });
    await remove(team, team.path);
    await expect(remove(team, team.path)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('leaves the organization alone and says what to do instead', async () => {
    await expect(deleteScope(acme.ctx, anyKind('_platform'), '_platform')).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('Delete its teams instead') as string,
    });
  });

  it('needs the right to write its parent and to delete its secrets', async () => {
    const { team, workspace, app } = await branch('rights');
    const { installation } = acme.ctx;
    const cases = [
      ['editor', 'editor', team, app, 'scopes:write'],
      ['lead', 'admin', team, team, 'scopes:write'],
      ['viewer', 'viewer', workspace, app, 'secrets:delete'],
    ] as const;
    for (const [name, role, granted, wanted, missing] of cases) {
      const ctx = contextOf(installation, await makeMember(acme, `r-${name}`, role, granted));
      await expect(deleteScope(ctx, anyKind(wanted.id), wanted.path)).rejects.toMatchObject({
        code: 'forbidden',
        message: expect.stringContaining(missing) as string,
      });
    }
    const lead = contextOf(installation, await makeMember(acme, 'r-lead-of-all', 'admin', team));
    await deleteScope(lead, anyKind(workspace.id), workspace.path);
    expect(await remainsOf([workspace, app])).toEqual(NOTHING);
  });

  it('is known to nobody afterwards: not listed, not written, not asked about', async () => {
    const { team, workspace, app } = await branch('unknown');
    const lead = await makeMember(acme, 'of-unknown', 'admin', workspace);
    await remove(team, 'unknown');
    const paths = (await listScopes(acme.ctx)).items.map((scope) => scope.path);
    expect(paths.filter((path) => path.startsWith('unknown'))).toEqual([]);
    const gone = { code: 'not_found', status: 404 };
    await expect(put(app, 'LATE')).rejects.toMatchObject(gone);
    await expect(make('app', 'late', workspace)).rejects.toMatchObject(gone);
    await expect(readScopeContents(acme.ctx, anyKind(team.path))).rejects.toMatchObject(gone);
    const ctx = contextOf(acme.ctx.installation, lead);
    expect((await listScopes(ctx)).items).toEqual([]);
    const tokens = await listTokens(acme.ctx, anyKind('_platform'));
    expect(tokens.items.filter((one) => one.scope.path.startsWith('unknown'))).toEqual([]);
  });

  it('stops at a value elsewhere that names one of its keys, and deletes nothing', async () => {
    const { team, workspace, app } = await branch('swapped');
    await put(app, 'KEY');
    const foreign = await put(acme.search.app, 'FOREIGN');
    await database.prisma.$executeRaw`
      UPDATE sealed_value SET data_key_id = (SELECT id FROM data_key WHERE owner_id = ${uuid(app)}::uuid)
       WHERE version_id IN (SELECT id FROM secret_version
                             WHERE secret_id = ${fromTypeId(['secret'], foreign.id)}::uuid)`;
    await expect(remove(team, 'swapped')).rejects.toMatchObject({
      code: 'tampered',
      message: expect.stringContaining('Nothing was deleted') as string,
    });
    const left = await remainsOf([team, workspace, app]);
    expect(left).toEqual({ ...NOTHING, scopes: 3, secrets: 1, keys: 1, heads: 1 });
  });

  it('of more than a thousand below it is refused with what to do, and nothing is changed', async () => {
    const { team, workspace } = await branch('crowded');
    const ids = Array.from({ length: 1000 }, () => newUuid());
    await database.prisma.$executeRaw`
      INSERT INTO scope (id, organization_id, kind, parent_id, slug, name, path, lineage)
      SELECT t.id, w.organization_id, 'app', w.id, 'app-' || n, 'App', w.path || '.app-' || n,
             w.lineage || t.id
        FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS t(id, n), scope w
       WHERE w.id = ${uuid(workspace)}::uuid`;
    await expect(remove(team, 'crowded')).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('Delete some of those below it first') as string,
    });
    expect(await remainsOf([team, workspace])).toEqual({ ...NOTHING, scopes: 2 });
  });

  it('with 5,000 secrets is deleted in one go', { timeout: 240_000 }, async () => {
    const { team, workspace, app } = await branch('large');
    for (let from = 0; from < 5000; from += 1000) {
      const inputs = Array.from({ length: 1000 }, (_, index) => input(`NAME_${from + index}`));
      await putSecrets(acme.ctx, anyKind(from < 2000 ? app.id : workspace.id), inputs);
    }
    const { counts, first } = await readScopeContents(acme.ctx, anyKind(team.id));
    expect(counts).toMatchObject({ secrets: 5000, versions: 5000 });
    expect(first.secrets).toHaveLength(20);
    await remove(team, 'large');
    expect(await remainsOf([team, workspace, app])).toEqual(NOTHING);
  });
});
