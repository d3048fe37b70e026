import { beforeAll, expect, it } from 'vitest';
import { Plaintext } from '@/lib/domain/plaintext';
import { describeDatabases } from '@/lib/testing/database';
import { testInstallation } from '@/lib/testing/installation';
import { makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { anyKind } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import { aliasSecret } from './alias-secret';
import { deleteSecret } from './delete-secret';
import { listDependents } from './list-dependents';
import { listSecrets } from './list-secrets';
import { putSecret } from './put-secrets';

const team = anyKind('payments');
const app = anyKind('payments.production.billing');

describeDatabases('deleting what others depend on', (open, kind) => {
  let acme: TestOrganization;

  beforeAll(async () => {
    acme = await makeOrganization(await testInstallation(await open()));
  });

  const put = (at: ScopeReference, key: string) =>
    putSecret(acme.ctx, at, { key, plaintext: Plaintext.fromText('x'), format: 'utf8' });
  const alias = (at: ScopeReference, key: string, aliasOf: string) =>
    aliasSecret(acme.ctx, at, { key, aliasOf });
  const keysOf = async (at: ScopeReference, q: string) =>
    (await listSecrets(acme.ctx, at, { q })).keys;
  const dependentsOf = async (at: ScopeReference, key: string) =>
    (await listDependents(acme.ctx, at, key)).items;

  it('lists what that is: live aliases here and below, and what leads through them', async () => {
    await put(team, 'SHARED');
    expect(await dependentsOf(team, 'SHARED')).toEqual([]);
    await alias(team, 'SHARED_TOO', 'SHARED');
    await alias(app, 'FROM_FAR', 'SHARED_TOO');
    await alias(app, 'DELETED', 'SHARED');
    await deleteSecret(acme.ctx, app, 'DELETED');
    expect(await dependentsOf(team, 'SHARED')).toEqual([
      { kind: 'alias', key: 'SHARED_TOO', path: 'payments' },
      { kind: 'alias', key: 'FROM_FAR', path: 'payments.production.billing' },
    ]);
    await expect(dependentsOf(team, 'shared')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('takes the name, typed again and exactly; the aliases are left and lead nowhere', async () => {
    const candidates = ['payments/SHARED_TOO', 'payments.production.billing/FROM_FAR'];
    for (const confirm of [undefined, 'shared', 'SHARED ', 'SHARED_TOO']) {
      await expect(deleteSecret(acme.ctx, team, 'SHARED', { confirm })).rejects.toMatchObject({
        code: 'conflict',
        extras: { candidates, issues: [{ pointer: '/confirm', code: 'has_dependents' }] },
      });
    }
    expect(await keysOf(team, 'SHARED')).toEqual(['SHARED', 'SHARED_TOO']);
    await deleteSecret(acme.ctx, team, 'SHARED', { confirm: 'SHARED' });
    const { items } = await listSecrets(acme.ctx, team, { q: 'SHARED' });
    expect(items).toMatchObject([{ key: 'SHARED_TOO', aliasOf: { key: 'SHARED', deleted: true } }]);
  });

  it('takes nothing where nobody depends on it, and stays bound to the version', async () => {
    await put(team, 'ALONE');
    const stale = deleteSecret(acme.ctx, team, 'ALONE', { ifVersion: 2 });
    await expect(stale).rejects.toMatchObject({ code: 'version_conflict' });
    await deleteSecret(acme.ctx, team, 'ALONE', { ifVersion: 1 });
    expect(await keysOf(team, 'ALONE')).toEqual([]);
  });

  it.runIf(kind === 'postgres')(
    'sees the alias that somebody makes at the same moment',
    async () => {
      for (let round = 0; round < 8; round += 1) {
        const key = `MEANWHILE_${round}`;
        await put(team, key);
        const done = await Promise.allSettled([
          deleteSecret(acme.ctx, team, key),
          alias(app, `TO_${key}`, key),
        ]);
        expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      }
    },
  );
});
