import { beforeAll, expect, it } from 'vitest';
import { describeDatabase } from '@/lib/testing/database';
import { contextOf, testInstallation } from '@/lib/testing/installation';
import { makeMember, makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { beginRun, putValue, stageValue } from '@/lib/testing/rotation-runs';
import { beatOf, makeWorker, silence, startWorker, takeAgain } from '@/lib/testing/workers';
import { anyKind } from '../access/authorize';
import type { Context } from '../context';
import { aliasSecret } from '../secrets/alias-secret';
import { listRotation } from '../rotation/list-rotation';
import { dismissWorkers } from '../workers/dismiss-workers';
import { abandonRun } from './abandon-run';
import { markStepDone } from './mark-step-done';
import { promoteRun } from './promote-run';
import { readRun } from './read-run';
import { startRun } from './start-run';

const TEAM = 'payments';
const DAY = 86_400;

describeDatabase('workers of a guided rotation', (open) => {
  let acme: TestOrganization;

  beforeAll(async () => {
    acme = await makeOrganization(await testInstallation(await open()));
  });

  it('are stale with another version once the new one is current, also under the name of an alias', async () => {
    const { ctx } = acme;
    const { app } = acme.payments;
    const run = await beginRun(ctx, TEAM, ['SHARED']);
    await aliasSecret(ctx, anyKind(app.path), { key: 'OTHER_NAME', aliasOf: `${TEAM}/SHARED` });
    const plain = await makeWorker(acme, app, { host: 'plain', only: ['SHARED'] });
    const aliased = await makeWorker(acme, app, { host: 'aliased', only: ['OTHER_NAME'] });
    const silent = await makeWorker(acme, app, { host: 'silent' });
    const ended = await makeWorker(acme, app, { host: 'ended' });
    await putValue(ctx, TEAM, 'ANOTHER');
    await makeWorker(acme, app, { host: 'without', only: ['ANOTHER'] });
    await stageValue(ctx, run, 'SHARED');
    await makeWorker(acme, app, { host: 'staged', staged: true });
    await startWorker(acme, app, { host: 'begins' });
    await beatOf(acme, ended, 'ended');
    await silence(acme, silent, DAY);
    const before = (await readRun(ctx, run.id)).items[0]!;
    expect(before.counts.stale).toBe(0);

    await markStepDone(ctx, run.id, 'staging', { note: 'Seen.' });
    await promoteRun(ctx, run.id);
    const held = async () => {
      const [item] = (await readRun(ctx, run.id)).items;
      const told = item!.workers.map(({ host, newest, presence }) => [host, newest, presence]);
      return { told: told.filter(([host]) => host !== 'begins').sort(), ...item!.counts };
    };
    const first = await held();
    expect(first.told).toEqual([
      ['aliased', false, 'alive'],
      ['plain', false, 'alive'],
      ['silent', false, 'gone'],
      ['staged', true, 'alive'],
    ]);
    for (const worker of [plain, aliased]) {
      await takeAgain(acme, worker);
      await beatOf(acme, worker);
    }
    await dismissWorkers(ctx, anyKind(app.path), { workers: [silent.id] });
    expect((await held()).told).toEqual([
      ['aliased', true, 'alive'],
      ['plain', true, 'alive'],
      ['staged', true, 'alive'],
    ]);
  });

  it('and the board tell nothing of a rotation to those who see only one of its secrets', async () => {
    const { ctx, payments } = acme;
    const { path } = payments.app;
    const member = await makeMember(acme, 'low', 'viewer', payments.app);
    const low = contextOf(ctx.installation, member);
    const runOf = async (asking: Context) =>
      (await listRotation(asking, { q: 'mine', scope: path })).items.map(({ run }) => run?.title);
    const own = await beginRun(ctx, path, ['MINE']);
    expect(await runOf(low)).toEqual(['MINE']);
    await abandonRun(ctx, own.id, { reason: 'It is part of another.' });
    await putValue(ctx, TEAM, 'HIDDEN');
    const secrets = [
      { scope: path, key: 'MINE' },
      { scope: TEAM, key: 'HIDDEN' },
    ];
    await startRun(ctx, { secrets });
    expect(await runOf(ctx)).toEqual(['MINE, HIDDEN']);
    expect(await runOf(low)).toEqual([undefined]);
  });
});
