import { beforeEach, expect, it } from 'vitest';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { newUuid, toTypeId } from '@/lib/domain/ids';
import { Plaintext } from '@/lib/domain/plaintext';
import { describeDatabases } from '@/lib/testing/database';
import { testInstallation } from '@/lib/testing/installation';
import { makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { beatOf, makeWorker, takeAgain } from '@/lib/testing/workers';
import { anyKind } from '../access/authorize';
import { deleteSecret } from '../secrets/delete-secret';
import { describeSecret } from '../secrets/describe-secret';
import { putSecret } from '../secrets/put-secrets';
import { countHeldSecrets } from './count-held-secrets';

const PLATFORM = { path: '_platform' } as ScopeSummary;

describeDatabases('workers', (open) => {
  let acme: TestOrganization;
  let app: ScopeSummary;

  beforeEach(async () => {
    acme = await makeOrganization(await testInstallation(await open()));
    app = acme.payments.app;
  });

  const put = (scope: ScopeSummary, key: string) =>
    putSecret(acme.ctx, anyKind(scope.path), {
      key,
      plaintext: Plaintext.fromText(`value of ${key} ${newUuid()}`),
      format: 'utf8',
    });

  it('are counted by the secrets they hold, and those that would be handed another value', async () => {
    await put(PLATFORM, 'SHARED');
    await put(app, 'OWN');
    const [first] = [await makeWorker(acme, app), await makeWorker(acme, app, { only: ['OWN'] })];
    await put(app, 'OWN');
    const { prisma } = acme.ctx.installation.database;
    const secrets = await prisma.secret.findMany();
    const ids = secrets.map(({ id }) => toTypeId('secret', id));
    const counted = async (scope: ScopeSummary) => {
      const { items } = await countHeldSecrets(acme.ctx, anyKind(scope.path), ids);
      const nameOf = (id: string) => secrets[ids.indexOf(id)]!.name;
      return items.map(({ secret, ...rest }) => ({ name: nameOf(secret), ...rest }));
    };
    expect(await counted(app)).toEqual([{ name: 'OWN', workers: 2, stale: 2 }]);
    expect(await counted(PLATFORM)).toEqual([{ name: 'SHARED', workers: 1, stale: 0 }]);
    await takeAgain(acme, first!);
    await beatOf(acme, first!);
    expect(await counted(app)).toEqual([{ name: 'OWN', workers: 2, stale: 1 }]);
    await beatOf(acme, first!, 'ended');
    expect(await counted(app)).toEqual([{ name: 'OWN', workers: 1, stale: 1 }]);
  });

  it('hold a secret that is due too where a narrower scope wins its name, where it was deleted and where its form changed', async () => {
    for (const key of ['HIDDEN', 'GONE', 'SAME']) await put(PLATFORM, key);
    await put(app, 'FORM');
    await makeWorker(acme, app);
    await makeWorker(acme, acme.search.app);
    await put(app, 'HIDDEN');
    await deleteSecret(acme.ctx, anyKind('_platform'), 'GONE', { confirm: 'GONE' });
    await describeSecret(acme.ctx, anyKind(app.path), 'FORM', { delivery: 'file' });
    const { prisma } = acme.ctx.installation.database;
    const secrets = await prisma.secret.findMany();
    const ids = secrets.map(({ id }) => toTypeId('secret', id));
    const counted = async (scope: ScopeSummary) => {
      const { items } = await countHeldSecrets(acme.ctx, anyKind(scope.path), ids);
      const told = items.map(({ secret, workers, stale }) => {
        return `${secrets[ids.indexOf(secret)]!.name} ${stale} of ${workers}`;
      });
      return told.sort();
    };
    expect(await counted(PLATFORM)).toEqual(['GONE 2 of 2', 'HIDDEN 1 of 2', 'SAME 0 of 2']);
    expect(await counted(app)).toEqual(['FORM 1 of 1']);
  });
});
