import { beforeAll, expect, it } from 'vitest';
import type { KeystowError } from '@/lib/domain/errors';
import { Plaintext } from '@/lib/domain/plaintext';
import { makeConnector, openHarness } from '@/lib/testing/backends/harness-backend';
import { describeDatabase } from '@/lib/testing/database';
import { contextOf, testInstallation } from '@/lib/testing/installation';
import { openCurrentValue } from '@/lib/testing/open-current-value';
import { makeMember, makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import {
  beginRun,
  promotedRun,
  putValue,
  recordTrial,
  stageValue,
} from '@/lib/testing/rotation-runs';
import { makeWorker } from '@/lib/testing/workers';
import { anyKind } from '../access/authorize';
import { deleteScope } from '../scopes/delete-scope';
import { checkSecret } from '../secrets/check-secret';
import { deleteSecret } from '../secrets/delete-secret';
import { promoteSecret } from '../secrets/promote-versions';
import { referSecret } from '../secrets/refer-secret';
import { abandonRun } from './abandon-run';
import { adoptRunValue } from './adopt-run-value';
import { closeRun } from './close-run';
import { discardRunValue } from './discard-run-value';
import { markStepDone } from './mark-step-done';
import { promoteRun } from './promote-run';
import { readRun } from './read-run';
import { revokeOldValue } from './revoke-old-value';
import { rollBackRun } from './roll-back-run';
import { stageRunValue } from './stage-run-value';
import { startRun } from './start-run';

const APP = 'payments.production.billing';

describeDatabase('the values of a guided rotation', (open) => {
  let acme: TestOrganization;

  beforeAll(async () => {
    acme = await makeOrganization(await testInstallation(await open()));
  });

  const refusal = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      ({ code, extras }: KeystowError) => [code, ...(extras.issues ?? []).map((one) => one.code)],
    );
  const valueOf = async (id: string) =>
    (await openCurrentValue(acme.ctx.installation, id)).toString();
  const why = { reason: 'It broke.' };

  it('of several scopes become current in one moment, when all are there and were verified', async () => {
    const { ctx } = acme;
    await putValue(ctx, APP, 'BOTH');
    await putValue(ctx, 'payments', 'BOTH');
    const run = await startRun(ctx, {
      secrets: [
        { scope: APP, key: 'BOTH' },
        { scope: 'payments', key: 'BOTH' },
      ],
    });
    expect(run.scope).toMatchObject({ kind: 'team', path: 'payments' });
    expect(await refusal(stageValue(ctx, run, 'BOTH'))).toEqual(['ambiguous']);
    const stageAt = (scope: string) => {
      const plaintext = Plaintext.fromText(`new-value-at-${scope}`);
      return stageRunValue(ctx, run.id, { key: 'BOTH', scope, plaintext, format: 'utf8' });
    };
    await stageAt(APP);
    expect(await refusal(promoteRun(ctx, run.id))).toEqual(['conflict', 'no_new_value']);
    await stageAt('payments');
    expect(await refusal(promoteRun(ctx, run.id))).toEqual(['conflict', 'staging_open']);
    await markStepDone(ctx, run.id, 'staging', { note: 'Seen.' });
    const [one, other] = (await promoteRun(ctx, run.id)).items;
    expect([one, other]).toMatchObject([{ state: 'current' }, { state: 'current' }]);
    expect(await valueOf(one!.id)).toBe(`new-value-at-${APP}`);
    expect(await valueOf(other!.id)).toBe('new-value-at-payments');
  });

  it('two promotions at once end in one, and with a roll-back in one of the two states', async () => {
    const { ctx } = acme;
    const run = await beginRun(ctx, APP, ['RACED']);
    await stageValue(ctx, run, 'RACED');
    await markStepDone(ctx, run.id, 'staging', { note: 'Seen.' });
    const both = await Promise.allSettled([promoteRun(ctx, run.id), promoteRun(ctx, run.id)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const ends = await Promise.allSettled([
      rollBackRun(ctx, run.id, why),
      revokeOldValue(ctx, run.id, { key: 'RACED', early: true }),
    ]);
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const [item] = (await readRun(ctx, run.id)).items;
    expect(['staged', 'revoked']).toContain(item!.state);
  });

  it('are put back until an old one was revoked; trials stay', async () => {
    const { ctx } = acme;
    const run = await promotedRun(ctx, APP, ['BACK']);
    await recordTrial(ctx, run, 'BACK', 'new', 'refused');
    const back = await rollBackRun(ctx, run.id, why);
    expect(back).toMatchObject({ step: 'production', overlapEndsAt: null });
    expect(back.items[0]).toMatchObject({
      ...{ state: 'staged', oldVersion: 1, newVersion: 2, currentVersion: 1 },
      trials: { new: { outcome: 'refused' } },
    });
    expect(await valueOf(back.items[0]!.id)).toBe('the-old-value-of-BACK');
    await promoteRun(ctx, run.id);
    await revokeOldValue(ctx, run.id, { key: 'BACK' });
    expect(await refusal(rollBackRun(ctx, run.id, why))).toEqual(['conflict', 'revoked']);
  });

  it('are revoked after the overlap and by no worker needed any more, or early and told so', async () => {
    const { ctx } = acme;
    const started = await beginRun(ctx, APP, ['OVERLAPS'], 24);
    expect(await refusal(revokeOldValue(ctx, started.id, { key: 'OVERLAPS' }))).toEqual([
      ...['conflict', 'not_promoted'],
    ]);
    await abandonRun(ctx, started.id, why);
    const worker = await makeWorker(acme, acme.payments.app, { host: 'web-7' });
    const run = await promotedRun(ctx, APP, ['OVERLAPS'], 24);
    const hours = (Date.parse(run.overlapEndsAt!) - Date.parse(run.now)) / 3_600_000;
    expect(hours).toBeCloseTo(24, 2);
    await expect(revokeOldValue(ctx, run.id, { key: 'OVERLAPS' })).rejects.toMatchObject({
      message: expect.stringMatching(/overlap ends at .* 1 worker holds .* web-7/),
      extras: { issues: [{ code: 'overlap_runs' }] },
    });
    expect(worker.id).toMatch(/^wrk_/);
    const early = await revokeOldValue(ctx, run.id, { key: 'OVERLAPS', early: true });
    expect(early.items[0]).toMatchObject({ state: 'revoked', counts: { stale: 1 } });
  });

  it('an overlap is hours of 60 minutes, over leap days and changes of the clock', async () => {
    const { prisma } = acme.ctx.installation.database;
    const run = await promotedRun(acme.ctx, 'search', ['LEAPS'], 48);
    const begun = Date.parse(run.items[0]!.promotedAt!);
    expect(Date.parse(run.overlapEndsAt!) - begun).toBeLessThan(48 * 3_600_000 + 1000);
    expect(Date.parse(run.overlapEndsAt!) - begun).toBeGreaterThan(48 * 3_600_000 - 1000);
    const refused = revokeOldValue(acme.ctx, run.id, { key: 'LEAPS' });
    expect(await refusal(refused)).toEqual(['conflict', 'overlap_runs']);
    await prisma.$executeRaw`
      UPDATE rotation_run SET overlap_ends_at = clock_timestamp() WHERE title = 'LEAPS'`;
    const over = await readRun(acme.ctx, run.id);
    expect(over.steps.find(({ kind }) => kind === 'revocation')!.state).toBe('open');
    expect((await revokeOldValue(acme.ctx, run.id, { key: 'LEAPS' })).step).toBe('evidence');
  });

  it('that were replaced meanwhile are told, and taken in where somebody says so', async () => {
    const { ctx } = acme;
    const run = await beginRun(ctx, APP, ['REPLACED']);
    const named = { key: 'REPLACED' };
    expect(await refusal(adoptRunValue(ctx, run.id, named))).toEqual(['conflict', 'nothing_new']);
    await stageValue(ctx, run, 'REPLACED');
    await putValue(ctx, APP, 'REPLACED', 'saved-in-between');
    await markStepDone(ctx, run.id, 'staging', { note: 'It was tried.' });
    expect(await refusal(promoteRun(ctx, run.id))).toEqual(['conflict', 'changed_meanwhile']);
    const adopted = await adoptRunValue(ctx, run.id, named);
    expect(adopted.items[0]).toMatchObject({
      ...{ state: 'current', origin: 'found', oldVersion: 1, newVersion: 3, currentVersion: 3 },
    });
    await putValue(ctx, APP, 'REPLACED', 'saved-once-more');
    const now = await readRun(ctx, run.id);
    expect(now.items[0]!.state).toBe('superseded');
    expect(now.gaps.map(({ code }) => code)).toContain('superseded');
    expect(await refusal(closeRun(ctx, run.id))).toContain('superseded');
    expect(await refusal(rollBackRun(ctx, run.id, why))).toEqual(['conflict', 'nothing_promoted']);
  });

  it('that are to be replaced are no new ones, sealed anew or taken in', async () => {
    const { ctx } = acme;
    const run = await beginRun(ctx, APP, ['SAME']);
    const old = 'the-old-value-of-SAME';
    expect(await refusal(stageValue(ctx, run, 'SAME', old))).toEqual(['conflict', 'same_value']);
    expect((await readRun(ctx, run.id)).items[0]!.state).toBe('empty');
    await putValue(ctx, APP, 'SAME', 'another-value-of-SAME');
    await putValue(ctx, APP, 'SAME', old);
    const adopted = adoptRunValue(ctx, run.id, { key: 'SAME' });
    expect(await refusal(adopted)).toEqual(['conflict', 'same_value']);
  });

  it('that live elsewhere are not sealed here: the one that was noticed there is taken in', async () => {
    const { ctx } = acme;
    const harness = openHarness(ctx.installation);
    await makeConnector(acme, { kind: 'aws', slug: 'cloud' });
    harness.keep('prod/key', 'the-first-there', 'aws-1');
    const at = anyKind('payments');
    await referSecret(ctx, at, { key: 'ELSEWHERE', connector: 'cloud', reference: 'prod/key' });
    await checkSecret(ctx, at, 'ELSEWHERE');
    const run = await startRun(ctx, { secrets: [{ scope: 'payments', key: 'ELSEWHERE' }] });
    expect(run.items[0]).toMatchObject({ backend: 'aws', oldVersion: 1, currentVersion: 1 });
    expect((await refusal(stageValue(ctx, run, 'ELSEWHERE')))[0]).toBe('conflict');
    const named = { key: 'ELSEWHERE' };
    expect(await refusal(adoptRunValue(ctx, run.id, named))).toEqual(['conflict', 'nothing_new']);
    expect(await refusal(promoteRun(ctx, run.id))).toEqual(['conflict', 'no_new_value']);
    harness.keep('prod/key', 'the-second-there', 'aws-2');
    await checkSecret(ctx, at, 'ELSEWHERE');
    const adopted = await adoptRunValue(ctx, run.id, named);
    expect(adopted.items[0]).toMatchObject({ state: 'current', origin: 'found', newVersion: 2 });
    expect(adopted.overlapEndsAt).not.toBeNull();
  });

  it('go by the rotation alone, and are retired when it is given up', async () => {
    const { ctx } = acme;
    const run = await beginRun(ctx, APP, ['ALONE']);
    await stageValue(ctx, run, 'ALONE');
    const byHand = promoteSecret(ctx, anyKind(APP), 'ALONE', 2);
    expect(await refusal(byHand)).toEqual(['conflict', 'rotation_open']);
    expect((await discardRunValue(ctx, run.id, { key: 'ALONE' })).items[0]!.state).toBe('empty');
    await stageValue(ctx, run, 'ALONE');
    expect(await abandonRun(ctx, run.id, why)).toMatchObject({ state: 'abandoned', step: null });
    const { prisma } = ctx.installation.database;
    const secret = await prisma.secret.findFirstOrThrow({ where: { name: 'ALONE' } });
    expect(secret).toMatchObject({ currentVersion: 1, stagedVersion: null });
    expect((await beginRun(ctx, APP, ['ALONE'])).state).toBe('open');
  });

  it('of a deleted secret, or of a scope that is gone, leave the rotation readable', async () => {
    const { ctx } = acme;
    const { app } = acme.search;
    await putValue(ctx, app.path, 'GONE');
    await putValue(ctx, 'search', 'STAYS');
    const run = await startRun(ctx, {
      secrets: [
        { scope: app.path, key: 'GONE' },
        { scope: 'search', key: 'STAYS' },
      ],
    });
    await deleteSecret(ctx, anyKind(app.path), 'GONE', { confirm: 'GONE' });
    const states = async () => (await readRun(ctx, run.id)).items.map(({ state }) => state);
    expect(await states()).toEqual(['gone', 'empty']);
    await deleteScope(ctx, anyKind(app.path), app.path);
    expect(await states()).toEqual(['gone', 'empty']);
    expect((await readRun(ctx, run.id)).items[0]!.scope.path).toBe(app.path);
    await stageValue(ctx, run, 'STAYS');
    expect(await abandonRun(ctx, run.id, why)).toMatchObject({ state: 'abandoned' });
  });

  it('are sealed by those who may write the secret, though others work on the rotation', async () => {
    const { ctx } = acme;
    const member = await makeMember(acme, 'rotates', 'editor', acme.payments.app);
    const rotator = contextOf(ctx.installation, member);
    await putValue(ctx, 'payments', 'WIDE');
    const secrets = [{ scope: 'payments', key: 'WIDE' }];
    expect(await refusal(startRun(rotator, { secrets }))).toEqual(['forbidden']);
  });
});
