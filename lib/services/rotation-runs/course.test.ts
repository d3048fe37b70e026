import { createHash } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import type { RotationRun } from '@/lib/contracts/rotation-run';
import { fromTypeId } from '@/lib/domain/ids';
import { describeDatabase } from '@/lib/testing/database';
import { testInstallation } from '@/lib/testing/installation';
import { lastEvents } from '@/lib/testing/last-events';
import { makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import {
  addProofs,
  beginRun,
  promotedRun,
  putValue,
  recordTrial,
  stageValue,
  tellApart,
} from '@/lib/testing/rotation-runs';
import { beatOf, makeWorker, silence, takeAgain } from '@/lib/testing/workers';
import { listRotation } from '../rotation/list-rotation';
import { assignStep } from './assign-step';
import { closeRun } from './close-run';
import { listRuns } from './list-runs';
import { markStepDone } from './mark-step-done';
import { promoteRun } from './promote-run';
import { readRun } from './read-run';
import { revokeOldValue } from './revoke-old-value';
import { startRun } from './start-run';

const APP = 'payments.production.billing';

describeDatabase('a guided rotation', (open) => {
  let acme: TestOrganization;

  beforeAll(async () => {
    acme = await makeOrganization(await testInstallation(await open()));
  });

  const codes = ({ gaps }: RotationRun) => gaps.map(({ code }) => code);
  const stepOf = ({ step, steps }: RotationRun) => [step, steps.map(({ state }) => state).join()];
  const refusal = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: { extras: { issues?: { code: string }[] } }) =>
        (error.extras.issues ?? []).map(({ code }) => code),
    );
  const boardOf = async (key: string) =>
    (await listRotation(acme.ctx, { q: key.toLowerCase() })).items[0]!;

  it('goes from an overdue secret to a proof, each step open when those before it are done', async () => {
    const { ctx } = acme;
    const { prisma } = ctx.installation.database;
    await putValue(ctx, APP, 'STRIPE_KEY');
    await prisma.$executeRaw`UPDATE secret_version SET created_at = now() - interval '200 days'`;
    expect(await boardOf('STRIPE_KEY')).toMatchObject({ status: 'overdue', run: null });
    const worker = await makeWorker(acme, acme.payments.app);
    const begun = await beginRunOf('STRIPE_KEY');
    expect(stepOf(begun)).toEqual(['value', 'open,later,later,later,later']);
    expect(await boardOf('STRIPE_KEY')).toMatchObject({
      run: { id: begun.id, title: 'STRIPE_KEY' },
    });
    expect(stepOf(await stageValue(ctx, begun, 'STRIPE_KEY'))).toEqual([
      ...['staging', 'done,open,later,later,later'],
    ]);
    const note = { note: 'Signed in on staging.' };
    expect(stepOf(await markStepDone(ctx, begun.id, 'staging', note))[0]).toBe('production');
    const promoted = await promoteRun(ctx, begun.id);
    expect(stepOf(promoted)).toEqual(['revocation', 'done,done,done,waits,open']);
    expect(promoted.items[0]).toMatchObject({
      ...{ state: 'current', oldVersion: 1, newVersion: 2, currentVersion: 2 },
      counts: { workers: 1, stale: 1 },
      workers: [{ host: 'web-1', version: 1, newest: false, presence: 'alive' }],
    });
    expect((await boardOf('STRIPE_KEY')).status).toBe('upcoming');
    await takeAgain(acme, worker);
    await beatOf(acme, worker);
    expect(stepOf(await readRun(ctx, begun.id))[1]).toBe('done,done,done,open,open');
    await recordTrial(ctx, begun, 'STRIPE_KEY', 'new', 'works');
    const revoked = await revokeOldValue(ctx, begun.id, { key: 'STRIPE_KEY' });
    expect(stepOf(revoked)[0]).toBe('evidence');
    expect(codes(revoked)).toEqual([
      ...['new_not_tried_since', 'old_not_tried', 'no_commit', 'no_deployment'],
    ]);
    await tellApart(ctx, begun, 'STRIPE_KEY');
    await addProofs(ctx, begun);
    const closed = await closeRun(ctx, begun.id);
    expect(closed).toMatchObject({ state: 'closed', step: null, excepted: false, gaps: [] });
    expect((await boardOf('STRIPE_KEY')).run).toBeNull();
    const id = fromTypeId(['rotationRun'], closed.id)!;
    const { proof } = await prisma.rotationRun.findUniqueOrThrow({ where: { id } });
    expect((await lastEvents(prisma, acme.id, 1))[0]).toMatchObject({
      action: 'rotation_run.closed',
      proof: createHash('sha256').update(proof!).digest('hex'),
      exception: null,
    });
    expect(JSON.parse(proof!)).toMatchObject({
      items: [{ old: { version: 1 }, new: { version: 2 }, workers: { workers: 1, stale: 0 } }],
    });
    expect(proof).not.toContain('value-of-STRIPE_KEY');
    expect((await beginRunOf('STRIPE_KEY')).state).toBe('open');
  });

  async function beginRunOf(key: string): Promise<RotationRun> {
    return startRun(acme.ctx, { secrets: [{ scope: APP, key }], overlapHours: 0 });
  }

  it('is not closed while a worker holds the old value, also one that fell silent unseen', async () => {
    const { ctx } = acme;
    await putValue(ctx, APP, 'HELD');
    const worker = await makeWorker(acme, acme.payments.app);
    const run = await promotedRun(ctx, APP, ['HELD']);
    expect(run.items[0]!.counts).toEqual({ workers: 1, stale: 1 });
    expect(await refusal(revokeOldValue(ctx, run.id, { key: 'HELD' }))).toEqual(['overlap_runs']);
    await revokeOldValue(ctx, run.id, { key: 'HELD', early: true });
    await tellApart(ctx, run, 'HELD');
    await addProofs(ctx, run);
    await silence(acme, worker, 86_400);
    expect(await refusal(closeRun(ctx, run.id))).toEqual(['gaps_open', 'stale_workers']);
  });

  it('is not closed while the old value works, or by what was tried before it was revoked', async () => {
    const { ctx } = acme;
    const run = await promotedRun(ctx, 'search', ['OLD']);
    await recordTrial(ctx, run, 'OLD', 'new', 'works');
    await addProofs(ctx, run);
    await recordTrial(ctx, run, 'OLD', 'old', 'refused');
    const revoked = await revokeOldValue(ctx, run.id, { key: 'OLD' });
    expect(codes(revoked)).toEqual(['new_not_tried_since', 'old_not_tried']);
    await recordTrial(ctx, run, 'OLD', 'new', 'works');
    expect(codes(await recordTrial(ctx, run, 'OLD', 'old', 'works'))).toEqual(['old_works']);
    expect(await refusal(closeRun(ctx, run.id))).toEqual(['gaps_open', 'old_works']);
    expect(codes(await recordTrial(ctx, run, 'OLD', 'old', 'refused'))).toEqual([]);
    expect((await closeRun(ctx, run.id)).state).toBe('closed');
    expect(await refusal(closeRun(ctx, run.id))).toEqual(['run_ended']);
  });

  it('is not closed without a commit and a deployment', async () => {
    const { ctx } = acme;
    const run = await promotedRun(ctx, 'search', ['UNTOLD']);
    await revokeOldValue(ctx, run.id, { key: 'UNTOLD' });
    await tellApart(ctx, run, 'UNTOLD');
    expect(await refusal(closeRun(ctx, run.id))).toEqual([
      ...['gaps_open', 'no_commit', 'no_deployment'],
    ]);
  });

  it('is listed for those whose step is open, the newest first, a page at a time', async () => {
    const { ctx, owner } = acme;
    const run = await beginRun(ctx, 'search', ['MINE']);
    await assignStep(ctx, run.id, 'production', { assignee: owner.email });
    expect((await listRuns(ctx, { assigned: 'me' })).items).toEqual([]);
    await assignStep(ctx, run.id, 'value', { assignee: owner.email });
    const mine = await listRuns(ctx, { assigned: 'me', scope: 'search' });
    expect(mine.items).toMatchObject([{ id: run.id, assignee: { name: 'Owner' }, keys: ['MINE'] }]);
    const all = (await listRuns(ctx, { state: 'open' })).items.map(({ id }) => id);
    const first = await listRuns(ctx, { state: 'open', limit: 2 });
    const rest = await listRuns(ctx, { state: 'open', after: first.next! });
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(all);
    expect(all.toSorted().toReversed()).toEqual(all);
  });
});
