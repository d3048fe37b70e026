import { beforeAll, expect, it } from 'vitest';
import { fromTypeId, newUuid } from '@/lib/domain/ids';
import { Plaintext } from '@/lib/domain/plaintext';
import { SCOPE_KINDS } from '@/lib/domain/scope';
import { describeDatabases } from '@/lib/testing/database';
import { contextOf, testInstallation } from '@/lib/testing/installation';
import { makeMember, makeOrganization, makeToken } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { makeWorker, silence } from '@/lib/testing/workers';
import { anyKind } from '../access/authorize';
import { putSecrets } from '../secrets/put-secrets';
import { deleteScope } from './delete-scope';
import { readScopeContents } from './read-scope-contents';

describeDatabases('what a scope holds', (open) => {
  let acme: TestOrganization;

  beforeAll(async () => {
    acme = await makeOrganization(await testInstallation(await open()));
    const { team, app } = acme.payments;
    const keys = ['CLOSED_KEY', ...Array.from({ length: 24 }, (_, index) => `OPEN_${index}`)];
    const inputs = keys.map((key) => ({
      ...{ key, plaintext: Plaintext.fromText('x'), format: 'utf8' as const },
    }));
    await putSecrets(acme.ctx, anyKind(app.id), inputs);
    await makeToken(acme, app);
    await makeMember(acme, 'lead', 'admin', team);
    await makeWorker(acme, app);
    await silence(acme, await makeWorker(acme, app), 1_000);
  });

  const contentsFor = (ctx: TestOrganization['ctx']) =>
    readScopeContents(ctx, anyKind(acme.payments.team.id));

  it('is counted whole, and named by its first twenty', async () => {
    const { counts, first } = await contentsFor(acme.ctx);
    expect(counts).toEqual({
      ...{ teams: 0, workspaces: 1, apps: 1, secrets: 25, aliases: 0, binned: 0 },
      ...{ versions: 25, tokens: 1, grants: 1, connectors: 0, workers: 1 },
    });
    expect(first.workers).toEqual([
      { host: 'web-1', command: 'node', path: acme.payments.app.path },
    ]);
    expect(first.secrets).toHaveLength(20);
    expect(first.secrets.map((one) => one.key)).toEqual(
      ['CLOSED_KEY', ...first.secrets.map((one) => one.key).slice(1)].sort(),
    );
    expect(first.grants).toEqual([{ email: 'lead@acme.example', role: 'admin', path: 'payments' }]);
  });

  it('is named to those alone who may list it, and counted for them all the same', async () => {
    const ctx = contextOf(acme.ctx.installation, {
      ...{ kind: 'token', id: newUuid(), organizationId: acme.id, name: 'limited' },
      scopeId: fromTypeId(SCOPE_KINDS, acme.payments.team.id)!,
      permissions: ['scopes:write', 'secrets:list', 'secrets:delete'],
      namePatterns: ['CLOSED_*'],
    });
    const { counts, first } = await contentsFor(ctx);
    expect(counts).toMatchObject({ secrets: 25, tokens: 1, grants: 1 });
    expect(first.secrets.map((one) => one.key)).toEqual(['CLOSED_KEY']);
    expect([first.tokens, first.grants]).toEqual([[], []]);
    const { app } = acme.payments;
    await expect(deleteScope(ctx, anyKind(app.id), app.path)).rejects.toMatchObject({
      code: 'forbidden',
      message: 'This token is limited to other names.',
    });
  });

  it('is not told to those who may not change it', async () => {
    const viewer = await makeMember(acme, 'viewer', 'viewer', acme.payments.team);
    const stranger = await makeMember(acme, 'stranger', 'admin', acme.search.team);
    const { installation } = acme.ctx;
    await expect(contentsFor(contextOf(installation, viewer))).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(contentsFor(contextOf(installation, stranger))).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
