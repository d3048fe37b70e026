import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase } from '@/lib/db/connection/database';
import type { Database } from '@/lib/db/connection/database';
import { fromTypeId } from '@/lib/domain/ids';
import { describePostgres } from '@/lib/testing/database';
import { contextOf, testInstallation } from '@/lib/testing/installation';
import { openMortal } from '@/lib/testing/mortal-database';
import { makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { createPostgresCopy } from '@/lib/testing/postgres-template';
import {
  addProofs,
  beginRun,
  promotedRun,
  tellApart,
  stageValue,
} from '@/lib/testing/rotation-runs';
import type { Context } from '../context';
import { closeRun } from './close-run';
import { markStepDone } from './mark-step-done';
import { promoteRun } from './promote-run';
import { readRun } from './read-run';
import { revokeOldValue } from './revoke-old-value';

/** Every statement was tried when this was written; the whole run has less time. */
const STEP = 4;

describePostgres('killed before any statement', (serverUrl) => {
  let database: Database;
  let acme: TestOrganization;
  let url: string;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    const copy = await createPostgresCopy(serverUrl);
    ({ url, drop } = copy);
    database = await openDatabase({ databaseUrl: url, dataDir: '' });
    acme = await makeOrganization(await testInstallation(database));
  });
  afterAll(async () => {
    await database.close();
    await drop();
  });

  /** `act` with each statement as its last; true once none was left to be the last. */
  async function dies(last: number, act: (ctx: Context) => Promise<unknown>): Promise<boolean> {
    const mortal = await openMortal(url);
    const dying = await testInstallation(mortal.database);
    mortal.killBefore(last);
    await act(contextOf(dying, acme.owner)).catch(() => undefined);
    await mortal.database.close().catch(() => undefined);
    return mortal.died();
  }

  const told = (action: string, runId: string) =>
    database.prisma.auditEvent.count({
      where: { action, targetId: fromTypeId(['rotationRun'], runId)! },
    });

  it('a promotion of two secrets moved both and said so, or neither and is done again', async () => {
    const { ctx } = acme;
    for (let last = 1; ; last += STEP) {
      const keys = [`ONE_${last}`, `TWO_${last}`];
      const run = await beginRun(ctx, 'payments', keys);
      for (const key of keys) await stageValue(ctx, run, key);
      await markStepDone(ctx, run.id, 'staging', { note: 'Seen.' });
      const died = await dies(last, (dying) => promoteRun(dying, run.id));
      const { items, overlapEndsAt } = await readRun(ctx, run.id);
      const moved = items.filter(({ currentVersion }) => currentVersion === 2).length;
      const marked = items.filter(({ promotedAt }) => promotedAt !== null).length;
      const events = await told('rotation_run.promoted', run.id);
      const isDone = moved === 2;
      expect([last, moved, marked, events, overlapEndsAt !== null]).toEqual(
        isDone ? [last, 2, 2, 1, true] : [last, 0, 0, 0, false],
      );
      if (!isDone) expect((await promoteRun(ctx, run.id)).step).toBe('revocation');
      if (!died) break;
    }
  }, 300_000);

  it('a close kept its proof and let go of its secret, or is open and closes once', async () => {
    const { ctx } = acme;
    for (let last = 1; ; last += STEP) {
      const key = `CLOSED_${last}`;
      const run = await promotedRun(ctx, 'payments', [key]);
      await revokeOldValue(ctx, run.id, { key });
      await tellApart(ctx, run, key);
      await addProofs(ctx, run);
      const died = await dies(last, (dying) => closeRun(dying, run.id));
      const where = { id: fromTypeId(['rotationRun'], run.id)! };
      const row = await database.prisma.rotationRun.findUniqueOrThrow({
        where,
        include: { items: true },
      });
      const events = await told('rotation_run.closed', run.id);
      const held = row.items.every(({ openSecretId }) => openSecretId !== null);
      expect([last, row.proof === null, held, events]).toEqual(
        row.state === 'open' ? [last, true, true, 0] : [last, false, false, 1],
      );
      if (row.state === 'open') expect((await closeRun(ctx, run.id)).state).toBe('closed');
      if (!died) break;
    }
  }, 300_000);
});
