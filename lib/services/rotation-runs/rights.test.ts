import { beforeAll, expect, it } from 'vitest';
import type { RotationRun } from '@/lib/contracts/rotation-run';
import type { KeystowError } from '@/lib/domain/errors';
import { describeDatabase } from '@/lib/testing/database';
import { contextOf, OTHER_MASTER_KEY, testInstallation } from '@/lib/testing/installation';
import { lastEvents } from '@/lib/testing/last-events';
import { makeMember, makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import {
  addProofs,
  beginRun,
  promotedRun,
  putValue,
  recordTrial,
  stageValue,
} from '@/lib/testing/rotation-runs';
import type { Context, Installation } from '../context';
import { createToken } from '../tokens/create-token';
import { readToken } from '../tokens/read-token';
import { abandonRun } from './abandon-run';
import { addEvidence } from './add-evidence';
import { askException } from './ask-exception';
import { closeRun } from './close-run';
import { WORDS_PER_ACTOR_MAX } from './check-texts';
import { listRuns } from './list-runs';
import { promoteRun } from './promote-run';
import { readRun } from './read-run';
import { revokeOldValue } from './revoke-old-value';
import { signException } from './sign-exception';
import { startRun } from './start-run';

const APP = 'payments.production.billing';

const LONG_AGO = { askedAt: '2026-01-01T00:00:00.000Z' };

describeDatabase('who may do what with a guided rotation', (open) => {
  let installation: Installation;
  let acme: TestOrganization;
  let editor: Context;
  let viewer: Context;
  let stranger: Context;

  beforeAll(async () => {
    installation = await testInstallation(await open());
    acme = await makeOrganization(installation);
    const { payments, search } = acme;
    editor = contextOf(installation, await makeMember(acme, 'edits', 'editor', payments.team));
    viewer = contextOf(installation, await makeMember(acme, 'views', 'viewer', payments.team));
    stranger = contextOf(installation, await makeMember(acme, 'other', 'editor', search.team));
  });

  const refusal = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      ({ code, extras }: KeystowError) => [code, ...(extras.issues ?? []).map((one) => one.code)],
    );
  const tokenOf = async (namePatterns: string[], ctx = acme.ctx) => {
    const made = await createToken(ctx, { name: 't', permissions: ['*'], namePatterns });
    return contextOf(installation, (await readToken(installation, made.token))!);
  };
  /** Nobody tried its old value; all else is done. */
  async function almost(key: string): Promise<RotationRun> {
    const run = await promotedRun(acme.ctx, APP, [key]);
    await addProofs(acme.ctx, run);
    await revokeOldValue(acme.ctx, run.id, { key });
    return recordTrial(acme.ctx, run, key, 'new', 'works');
  }

  it('of another team it is not found; one who may only look changes nothing', async () => {
    const run = await beginRun(acme.ctx, APP, ['HIDDEN']);
    const signNow = (ctx: Context, id: string) => signException(ctx, id, LONG_AGO);
    const acts = [readRun, promoteRun, closeRun, signNow];
    for (const act of acts) expect(await refusal(act(stranger, run.id))).toEqual(['not_found']);
    expect((await listRuns(stranger)).items).toEqual([]);
    expect(await refusal(listRuns(stranger, { scope: APP }))).toEqual(['not_found']);
    const secrets = [{ scope: APP, key: 'HIDDEN' }];
    expect(await refusal(startRun(stranger, { secrets }))).toEqual(['not_found']);
    expect((await readRun(viewer, run.id)).may).toEqual({ run: false, write: false, sign: false });
    expect(await refusal(promoteRun(viewer, run.id))).toEqual(['forbidden']);
    expect(await refusal(stageValue(viewer, run, 'HIDDEN'))).toEqual(['forbidden']);
    expect((await readRun(editor, run.id)).may).toEqual({ run: true, write: true, sign: false });
  });

  it('a token that is limited to names sees those alone whose names are all within them', async () => {
    const run = await beginRun(acme.ctx, 'search', ['IN_ONE', 'OUT_ONE']);
    const own = await beginRun(acme.ctx, 'search', ['IN_TWO']);
    const token = await tokenOf(['IN_*']);
    expect(await refusal(readRun(token, run.id))).toEqual(['not_found']);
    expect((await listRuns(token)).items.map(({ id }) => id)).toEqual([own.id]);
    expect((await stageValue(token, own, 'IN_TWO')).items[0]).toMatchObject({ state: 'staged' });
  });

  it('a secret is in one at a time, and the other is named', async () => {
    const { id } = await beginRun(acme.ctx, APP, ['TAKEN']);
    const secrets = [{ scope: APP, key: 'TAKEN' }];
    const work = startRun(editor, { secrets });
    await expect(work).rejects.toMatchObject({ message: expect.stringContaining(id) });
    expect(await refusal(startRun(editor, { secrets }))).toEqual(['conflict', 'rotation_open']);
    const twice = [...secrets, ...secrets];
    expect(await refusal(startRun(editor, { secrets: twice }))).toEqual([
      ...['rule_broken', 'named_twice'],
    ]);
  });

  it('an exception needs a person who asks and another who signs, and both are told', async () => {
    const run = await almost('EXCEPTED');
    const reason = { reason: 'The issuer is closed until Monday.' };
    expect(await refusal(signException(editor, run.id, LONG_AGO))).toEqual([
      'conflict',
      'not_asked',
    ]);
    expect(await refusal(askException(await tokenOf([]), run.id, reason))).toEqual(['forbidden']);
    expect(await refusal(closeRun(acme.ctx, run.id))).toContain('old_not_tried');
    const asked = await askException(acme.ctx, run.id, reason);
    expect(asked).toMatchObject({ exception: { gaps: ['old_not_tried'] }, may: { sign: false } });
    expect(await refusal(signException(acme.ctx, run.id, LONG_AGO))).toEqual(['forbidden']);
    expect(await refusal(signException(await tokenOf([]), run.id, LONG_AGO))).toEqual([
      'forbidden',
    ]);
    expect(await refusal(signException(viewer, run.id, LONG_AGO))).toEqual(['forbidden']);
    expect((await readRun(editor, run.id)).may.sign).toBe(true);
    expect(await refusal(signException(editor, run.id, LONG_AGO))).toEqual([
      'conflict',
      'gaps_changed',
    ]);
    const signed = await signException(editor, run.id, asked.exception!);
    expect(signed).toMatchObject({
      state: 'closed',
      excepted: true,
      endedBy: 'edits@acme.example',
    });
    const { prisma } = installation.database;
    expect((await lastEvents(prisma, acme.id, 1))[0]).toMatchObject({
      action: 'rotation_run.closed',
      exception: { gaps: ['old_not_tried EXCEPTED'], askedBy: 'owner@acme.example' },
    });
    expect(
      (await prisma.rotationRun.findFirstOrThrow({ where: { title: 'EXCEPTED' } })).proof,
    ).toContain('"signedBy":"edits@acme.example"');
  });

  it('an exception covers what was asked for, and never that nothing was rotated', async () => {
    const run = await almost('CHANGED');
    const reason = { reason: 'The issuer is closed until Monday.' };
    const asked = await askException(acme.ctx, run.id, reason);
    await recordTrial(acme.ctx, run, 'CHANGED', 'old', 'works');
    expect(await refusal(signException(editor, run.id, asked.exception!))).toEqual([
      'conflict',
      'gaps_changed',
    ]);
    await recordTrial(acme.ctx, run, 'CHANGED', 'old', 'refused');
    expect(await refusal(askException(acme.ctx, run.id, reason))).toEqual(['conflict', 'no_gaps']);
    expect(await signException(editor, run.id, asked.exception!)).toMatchObject({
      state: 'closed',
      excepted: false,
    });
    const empty = await beginRun(acme.ctx, APP, ['EMPTY']);
    expect(await refusal(askException(acme.ctx, empty.id, reason))).toEqual([
      ...['conflict', 'hard_gap'],
    ]);
  });

  it('what is written about it holds no value, neither the old nor the new, nor within words', async () => {
    await putValue(acme.ctx, APP, 'SAID', 'hunter2-hunter2');
    const secrets = [{ scope: APP, key: 'SAID' }];
    const run = await startRun(acme.ctx, { secrets });
    await stageValue(acme.ctx, run, 'SAID', 'swordfish-swordfish');
    const say = (text: string) => refusal(addEvidence(editor, run.id, { kind: 'note', text }));
    expect(await say('it was "hunter2-hunter2".')).toEqual(['rule_broken', 'holds_value']);
    expect(await say('now SAID=swordfish-swordfish')).toEqual(['rule_broken', 'holds_value']);
    expect(await say('it was replaced, see the deployment')).toBe('done');
    const reason = { reason: 'hunter2-hunter2' };
    expect(await refusal(abandonRun(acme.ctx, run.id, reason))).toEqual([
      ...['rule_broken', 'holds_value'],
    ]);
    const guesses = Array.from({ length: 90 }, (_, at) => `guess-number-${at}`).join(' ');
    for (let at = 0; at < WORDS_PER_ACTOR_MAX / 91 - 1; at += 1) await say(guesses);
    expect(await say(guesses)).toEqual(['throttled']);
  });

  it('while the console is locked it is read and not changed', async () => {
    const run = await beginRun(acme.ctx, APP, ['LOCKED']);
    const locked = await testInstallation(installation.database, {
      KEYSTOW_MASTER_KEY: OTHER_MASTER_KEY,
    });
    const ctx = contextOf(locked, acme.owner);
    expect((await readRun(ctx, run.id)).keys).toEqual(['LOCKED']);
    expect(await refusal(stageValue(ctx, run, 'LOCKED'))).toEqual(['locked']);
    expect(await refusal(promoteRun(ctx, run.id))).toEqual(['locked']);
  });
});
