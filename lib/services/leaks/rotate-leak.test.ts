import { beforeAll, expect, it } from 'vitest';
import type { LeakCase } from '@/lib/contracts/leak';
import type { RotationRun } from '@/lib/contracts/rotation-run';
import type { Database } from '@/lib/db/connection/database';
import { fromTypeId } from '@/lib/domain/ids';
import { describeDatabase } from '@/lib/testing/database';
import { testInstallation } from '@/lib/testing/installation';
import { lastEvents } from '@/lib/testing/last-events';
import { makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { addProofs, putValue, stageValue, tellApart } from '@/lib/testing/rotation-runs';
import { closeRun } from '../rotation-runs/close-run';
import { promoteRun } from '../rotation-runs/promote-run';
import { readRun } from '../rotation-runs/read-run';
import { revokeOldValue } from '../rotation-runs/revoke-old-value';
import { recordTrial as recordTrialOf } from '../verification/record-trial';
import { findRun } from '../rotation-runs/find-run';
import { openLeak } from './open-leak';
import { readLeak } from './read-leak';
import { rotateLeak } from './rotate-leak';

const APP = 'payments.production.billing';

describeDatabase('the rotation that answers a leak case', (open) => {
  let acme: TestOrganization;
  let database: Database;

  beforeAll(async () => {
    database = await open();
    acme = await makeOrganization(await testInstallation(database));
  });

  /** Of a secret with these values in turn, whose case names these versions. */
  async function leaked(key: string, values: readonly string[], versions: number[]) {
    for (const value of values) await putValue(acme.ctx, APP, key, value);
    const secret = { scope: APP, key, versions };
    return openLeak(acme.ctx, { secret, whereFound: 'a public repository' });
  }
  async function runOf(leak: LeakCase): Promise<RotationRun> {
    const { run } = await rotateLeak(acme.ctx, leak.id);
    return readRun(acme.ctx, run!.id);
  }
  const codes = async (run: RotationRun) =>
    (await readRun(acme.ctx, run.id)).gaps.map(({ code }) => code);
  async function refuse(run: RotationRun, version: number): Promise<void> {
    const secretId = fromTypeId(['secret'], run.items[0]!.id)!;
    const trial = { side: 'old', via: 'console', outcome: 'refused', answer: '401' } as const;
    const place = 'https://issuer.example';
    await recordTrialOf(
      acme.ctx,
      await findRun(acme.ctx, run.id, 'rotation:run'),
      { ...trial, secretId, name: run.items[0]!.key, version, place },
      async () => new Date(),
    );
  }

  it('begins at the version that leaked, and takes in what took its place before', async () => {
    const { ctx } = acme;
    const leak = await leaked('REPLACED_KEY', ['canary-one', 'canary-two'], [1]);
    expect(leak.openSteps).not.toContain('replace');
    const run = await runOf(leak);
    expect(run.items[0]).toMatchObject({
      ...{ oldVersion: 1, newVersion: 2, currentVersion: 2, origin: 'found', state: 'current' },
      exposed: [],
    });
    const said = await lastEvents(database.prisma, acme.id, 2);
    expect(said.map(({ action }) => action).toSorted()).toEqual([
      ...['rotation_run.started', 'rotation_run.value_staged'],
    ]);
    expect((await readLeak(ctx, leak.id)).openSteps).toContain('revoke');
    await revokeOldValue(ctx, run.id, { key: 'REPLACED_KEY' });
    expect((await readLeak(ctx, leak.id)).openSteps).not.toContain('revoke');
    await tellApart(ctx, run, 'REPLACED_KEY');
    await addProofs(ctx, run);
    expect((await closeRun(ctx, run.id)).state).toBe('closed');
  });

  it('needs every other value that leaked refused in the way in which the new one works', async () => {
    const { ctx } = acme;
    const values = ['canary-a', 'canary-b', 'canary-a', 'canary-c'];
    const run = await runOf(await leaked('MANY_KEY', values, [2, 3, 4]));
    expect(run.items[0]).toMatchObject({ oldVersion: 4, newVersion: null });
    expect(run.items[0]!.exposed).toEqual([
      { version: 2, trial: null },
      { version: 3, trial: null },
    ]);
    const again = stageValue(ctx, run, 'MANY_KEY', 'canary-b');
    await expect(again).rejects.toMatchObject({ extras: { issues: [{ code: 'same_value' }] } });
    await stageValue(ctx, run, 'MANY_KEY');
    await promoteRun(ctx, run.id);
    await revokeOldValue(ctx, run.id, { key: 'MANY_KEY' });
    await tellApart(ctx, run, 'MANY_KEY');
    await addProofs(ctx, run);
    expect(await codes(run)).toEqual(['exposed_not_tried']);
    await refuse(run, 2);
    expect(await codes(run)).toEqual(['exposed_not_tried']);
    await refuse(run, 3);
    expect(await codes(run)).toEqual([]);
    await closeRun(ctx, run.id);
    const id = fromTypeId(['rotationRun'], run.id)!;
    const { proof } = await database.prisma.rotationRun.findUniqueOrThrow({ where: { id } });
    expect(JSON.parse(proof!)).toMatchObject({
      items: [{ exposed: { versions: [1, 2, 3, 4], others: [{ version: 2 }, { version: 3 }] } }],
    });
  });

  it('of another version than those that leaked counts for nothing', async () => {
    const { ctx } = acme;
    const leak = await leaked('MOVED_KEY', ['canary-x', 'canary-y'], [2]);
    const run = await runOf(leak);
    await revokeOldValue(ctx, run.id, { key: 'MOVED_KEY' });
    expect((await readLeak(ctx, leak.id)).openSteps).not.toContain('revoke');
    await database.prisma.rotationItem.updateMany({
      where: { runId: fromTypeId(['rotationRun'], run.id)! },
      data: { oldVersion: 1 },
    });
    expect((await readLeak(ctx, leak.id)).openSteps).toContain('revoke');
  });
});
