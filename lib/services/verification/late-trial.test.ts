import { beforeAll, expect, it } from 'vitest';
import { fromTypeId } from '@/lib/domain/ids';
import { describeDatabase } from '@/lib/testing/database';
import { testInstallation } from '@/lib/testing/installation';
import { lastEvents } from '@/lib/testing/last-events';
import { makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { beginRun, putValue, stageValue } from '@/lib/testing/rotation-runs';
import { abandonRun } from '../rotation-runs/abandon-run';
import { findRun } from '../rotation-runs/find-run';
import { openVersion } from './open-version';
import { recordTrial } from './record-trial';

const APP = 'payments.production.billing';

describeDatabase('a trial that comes late', (open) => {
  let acme: TestOrganization;

  beforeAll(async () => {
    acme = await makeOrganization(await testInstallation(await open()));
  });

  async function ended(key: string) {
    const { ctx } = acme;
    const run = await stageValue(ctx, await beginRun(ctx, APP, [key]), key);
    const found = await findRun(ctx, run.id, 'rotation:run');
    await abandonRun(ctx, run.id, { reason: 'Not now.' });
    const secretId = fromTypeId(['secret'], run.items[0]!.id)!;
    const facts = { secretId, name: key, version: 2, side: 'new', outcome: 'works' } as const;
    const record = (via: 'console' | 'runner') =>
      recordTrial(
        ctx,
        found,
        { ...facts, via, place: 'GET there', answer: 'HTTP 200' },
        async () => new Date(),
      );
    const trials = () =>
      ctx.installation.database.prisma.rotationTrial.count({ where: { runId: found.row.id } });
    return { found, secretId, record, trials };
  }

  it('of the console is no trial of a rotation that ended, and an event that says so', async () => {
    const { record, trials } = await ended('LATE_KEY');
    await expect(record('console')).rejects.toMatchObject({
      extras: { issues: [{ code: 'run_ended' }] },
    });
    expect(await trials()).toBe(0);
    const [event] = await lastEvents(acme.ctx.installation.database.prisma, acme.id, 1);
    expect(event).toMatchObject({ action: 'rotation_run.tried', late: true });
  });

  it('of a runner is refused', async () => {
    const { record, trials } = await ended('RUNNER_KEY');
    await expect(record('runner')).rejects.toMatchObject({
      extras: { issues: [{ code: 'run_ended' }] },
    });
    expect(await trials()).toBe(0);
  });

  it('is of the secret that was chosen, though another took its name or it is asked for elsewhere', async () => {
    const { found, secretId } = await ended('FIRST_KEY');
    const { installation } = acme.ctx;
    const open = (scope = found.scope) => openVersion(installation, scope, secretId, 1);
    expect(await open()).toMatchObject({ backendVersion: null });
    const elsewhere = {
      ...found.scope,
      id: fromTypeId(['app'], acme.search.app.id)!,
    } as typeof found.scope;
    await expect(open(elsewhere)).rejects.toMatchObject({ code: 'not_found' });
    await installation.database.prisma.secret.update({
      where: { id: secretId },
      data: { deletedAt: new Date() },
    });
    await putValue(acme.ctx, APP, 'FIRST_KEY', 'another-secret-of-that-name');
    await expect(open()).rejects.toMatchObject({ code: 'not_found' });
  });
});
