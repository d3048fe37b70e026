import { beforeEach, expect, it } from 'vitest';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { newUuid } from '@/lib/domain/ids';
import { Plaintext } from '@/lib/domain/plaintext';
import { resolve } from '@/lib/domain/resolution';
import { readValueParts } from '@/lib/domain/value-parts';
import { makeConnector } from '@/lib/testing/backends/harness-backend';
import { describeDatabase } from '@/lib/testing/database';
import { contextOf, testInstallation } from '@/lib/testing/installation';
import { makeMember, makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { anyKind } from '../access/authorize';
import { aliasSecret } from '../secrets/alias-secret';
import { deleteSecret } from '../secrets/delete-secret';
import { putSecret } from '../secrets/put-secrets';
import { referSecret } from '../secrets/refer-secret';
import { listRequirements } from './list-requirements';
import { readMatrix } from './read-matrix';
import { readResolution } from './read-resolution';
import { setRequirements } from './set-requirements';

const PLATFORM = { path: '_platform' } as ScopeSummary;

describeDatabase('resolution', (open) => {
  let acme: TestOrganization;
  /** From the organization down to the app. */
  let lineage: ScopeSummary[];

  beforeEach(async () => {
    acme = await makeOrganization(await testInstallation(await open()));
    const { team, workspace, app } = acme.payments;
    lineage = [PLATFORM, team, workspace, app];
  });

  const put = (scope: ScopeSummary, key: string) =>
    putSecret(acme.ctx, anyKind(scope.path), {
      key,
      plaintext: Plaintext.fromText(`value of ${key}`),
      format: 'utf8',
    });

  const resolved = async (scope: ScopeSummary, query = {}) =>
    readResolution(acme.ctx, anyKind(scope.path), query);

  it('is the pure rule: for every set of scopes that a name is in, and for every name', async () => {
    const names = Array.from({ length: 15 }, (_, index) => `NAME_${index + 1}`);
    const candidates: { name: string; depth: number; path: string }[] = [];
    for (const [index, name] of names.entries()) {
      for (const [depth, scope] of lineage.entries()) {
        if (((index + 1) & (1 << depth)) === 0) continue;
        await put(scope, name);
        candidates.push({ name, depth, path: scope.path });
      }
    }
    await put(acme.search.app, 'NAME_1');
    for (const [depth, scope] of lineage.entries()) {
      const wanted = resolve(candidates.filter((one) => one.depth <= depth));
      const { items } = await resolved(scope);
      expect(
        items.map((one) => [one.key, one.scope.path, one.shadows.map((s) => s.scope.path)]),
      ).toEqual(
        wanted.map(({ wins, shadowed }) => [
          wins.name,
          wins.path,
          shadowed.map(({ path }) => path),
        ]),
      );
    }
  });

  it('says of a name where the value that is delivered lives', async () => {
    const [, team, , app] = lineage as [ScopeSummary, ScopeSummary, ScopeSummary, ScopeSummary];
    await makeConnector(acme, { kind: 'aws', slug: 'cloud' });
    const reference = 'prod/billing';
    await referSecret(acme.ctx, anyKind(team.path), {
      key: 'THERE',
      connector: 'cloud',
      reference,
    });
    await aliasSecret(acme.ctx, anyKind(app.path), { key: 'BY_ALIAS', aliasOf: 'THERE' });
    await put(app, 'HERE');
    const { items } = await resolved(app);
    expect(items.map(({ key, backend, state }) => [key, backend, state])).toEqual([
      ['BY_ALIAS', 'aws', 'ready'],
      ['HERE', 'local', 'ready'],
      ['THERE', 'aws', 'ready'],
    ]);
  });

  it('falls back to a wider scope only when the narrower secret is gone', async () => {
    const app = lineage[3]!;
    await put(PLATFORM, 'KEY');
    await put(app, 'KEY');
    await deleteSecret(acme.ctx, anyKind(app.path), 'KEY');
    expect((await resolved(app)).items).toMatchObject([
      { scope: { path: '_platform' }, shadows: [] },
    ]);
  });

  it('of an alias tells whose value is delivered, and when that secret was deleted', async () => {
    const [, team, workspace, app] = lineage as [
      ScopeSummary,
      ScopeSummary,
      ScopeSummary,
      ScopeSummary,
    ];
    await put(team, 'REAL');
    await put(PLATFORM, 'OTHER_NAME');
    const alias = (scope: ScopeSummary, key: string, aliasOf: string) =>
      aliasSecret(acme.ctx, anyKind(scope.path), { key, aliasOf });
    await alias(workspace, 'MIDDLE', `${team.path}/REAL`);
    await alias(app, 'OTHER_NAME', `${workspace.path}/MIDDLE`);
    const [, other] = (await resolved(app)).items;
    expect(other).toMatchObject({
      key: 'OTHER_NAME',
      aliasOf: { key: 'REAL', path: team.path },
      version: 1,
      state: 'ready',
      shadows: [{ scope: { path: '_platform' } }],
    });
    await deleteSecret(acme.ctx, anyKind(team.path), 'REAL', { confirm: 'REAL' });
    const broken = (await resolved(app)).items.find(({ key }) => key === 'OTHER_NAME');
    expect(broken).toMatchObject({ state: 'target_deleted' });
    const middle = (await resolved(workspace)).items.find(({ key }) => key === 'MIDDLE');
    expect(middle).toMatchObject({ state: 'target_deleted', aliasOf: null });
  });

  it('names what a process will find, the parts of a structured value one by one', async () => {
    const app = lineage[3]!;
    await putSecret(acme.ctx, anyKind(app.path), {
      key: 'GITHUB',
      type: 'oauth_tokens',
      plaintext: readValueParts({ access_token: 'a', scope: 'repo' }),
      format: 'object',
    });
    expect((await resolved(app)).items[0]!.deliveredAs).toEqual([
      'GITHUB_ACCESS_TOKEN',
      'GITHUB_SCOPE',
    ]);
  });

  it('tells what an app requires and nobody has set, there or above', async () => {
    const app = lineage[3]!;
    await put(PLATFORM, 'SHARED');
    const wanted = [{ key: 'SHARED' }, { key: 'ABSENT', note: 'for mail' }];
    await setRequirements(acme.ctx, anyKind(app.path), { requirements: wanted });
    const { missing } = await resolved(app);
    expect(missing).toEqual([{ key: 'ABSENT', optional: false, note: 'for mail', present: false }]);
    await setRequirements(acme.ctx, anyKind(app.path), { requirements: [{ key: 'SHARED' }] });
    const told = async () => {
      const { prisma } = acme.ctx.installation.database;
      const where = { action: 'requirements.set' };
      const rows = await prisma.auditEvent.findMany({ where, orderBy: { number: 'asc' } });
      return rows.map(({ text }) => (JSON.parse(text!) as { details: object }).details);
    };
    const changes = { added: [], removed: [], changed: [] };
    expect(await told()).toMatchObject([
      { ...changes, added: ['SHARED', 'ABSENT'] },
      { ...changes, removed: ['ABSENT'] },
    ]);
    await setRequirements(acme.ctx, anyKind(app.path), { requirements: [{ key: 'SHARED' }] });
    expect(await told()).toHaveLength(2);
    const optional = { requirements: [{ key: 'SHARED', optional: true }] };
    await setRequirements(acme.ctx, anyKind(app.path), optional);
    expect((await told())[2]).toMatchObject({ ...changes, changed: ['SHARED'] });
    const { requirements } = await listRequirements(acme.ctx, anyKind(app.path));
    expect(requirements).toMatchObject([{ key: 'SHARED', present: true }]);
    const twice = { requirements: [{ key: 'A' }, { key: 'A' }] };
    await expect(setRequirements(acme.ctx, anyKind(app.path), twice)).rejects.toMatchObject({
      code: 'rule_broken',
      extras: { issues: [{ pointer: '/requirements/1/key' }] },
    });
  });

  it('shows names of wider scopes to one of the app alone, as far as they apply to it', async () => {
    const app = lineage[3]!;
    for (const scope of [PLATFORM, app]) await put(scope, 'KEY');
    await put(PLATFORM, 'WIDE');
    await put(acme.search.team, 'ELSEWHERE');
    const viewer = await makeMember(acme, 'viewer', 'viewer', app);
    const ctx = contextOf(acme.ctx.installation, viewer);
    const { items } = await readResolution(ctx, anyKind(app.path));
    expect(items.map(({ key }) => key)).toEqual(['KEY', 'WIDE']);
    const team = anyKind(lineage[1]!.path);
    await expect(readResolution(ctx, team)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('is read page by page, and only what is hidden where that is asked', async () => {
    const app = lineage[3]!;
    for (const key of ['C', 'A', 'B']) await put(app, key);
    await put(PLATFORM, 'B');
    const first = await resolved(app, { limit: 2 });
    expect([first.items.map(({ key }) => key), first.next]).toEqual([['A', 'B'], 'B']);
    const rest = await resolved(app, { limit: 2, after: 'B' });
    expect([rest.items.map(({ key }) => key), rest.next]).toEqual([['C'], null]);
    const hidden = await resolved(app, { only: 'shadowed' });
    expect(hidden.items.map(({ key }) => key)).toEqual(['B']);
  });

  it('is compared by scopes: those above, the scope, and those directly below it', async () => {
    const [, team, workspace, app] = lineage as [
      ScopeSummary,
      ScopeSummary,
      ScopeSummary,
      ScopeSummary,
    ];
    await put(PLATFORM, 'WIDE');
    await put(workspace, 'HERE');
    await put(app, 'BELOW');
    await put(acme.search.team, 'ELSEWHERE');
    const compared = await readMatrix(acme.ctx, anyKind(workspace.path));
    expect(compared.columns.map(({ slug }) => slug)).toEqual([
      'acme',
      'payments',
      'production',
      'billing',
    ]);
    const { id: organization } = compared.columns[0]!;
    expect(compared.items).toEqual([
      { key: 'BELOW', in: [app.id] },
      { key: 'HERE', in: [workspace.id] },
      { key: 'WIDE', in: [organization] },
    ]);
    const found = await readMatrix(acme.ctx, anyKind(team.path), { q: 'er' });
    expect(found.items.map(({ key }) => key)).toEqual(['HERE']);
    expect(found.more).toBe(false);
  });

  it('is compared with the first hundred scopes below, and says that there are more', async () => {
    const { prisma } = acme.ctx.installation.database;
    const organization = await prisma.scope.findFirstOrThrow({ where: { kind: 'organization' } });
    await prisma.scope.createMany({
      data: Array.from({ length: 99 }, (_, at) => {
        const [id, slug] = [newUuid(), `team-${String(at).padStart(2, '0')}`];
        const place = { organizationId: acme.id, parentId: acme.id, lineage: [acme.id, id] };
        return { ...organization, id, slug, name: slug, path: slug, ...place, kind: 'team' };
      }),
    });
    const { columns, more } = await readMatrix(acme.ctx, anyKind(PLATFORM.path));
    expect(columns).toHaveLength(101);
    expect(columns.map(({ slug }) => slug)).not.toContain('team-98');
    expect(more).toBe(true);
  });
});
