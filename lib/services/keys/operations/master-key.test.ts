import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Database } from '@/lib/db/connection/database';
import { toTypeId } from '@/lib/domain/ids';
import { Plaintext } from '@/lib/domain/plaintext';
import { describeDatabase } from '@/lib/testing/database';
import { contextOf, TEST_MASTER_KEY, testInstallation } from '@/lib/testing/installation';
import { openCurrentValue } from '@/lib/testing/open-current-value';
import { makeMember, makeOrganization, type TestOrganization } from '@/lib/testing/organization';
import { PLATFORM_SCOPE } from '../../access/authorize';
import { joinNodes } from '../../nodes/join-nodes';
import { putSecret } from '../../secrets/put-secrets';
import { finishMasterKey } from './finish-master-key';
import { rollBackMasterKey } from './roll-back-master-key';
import { stageMasterKey } from './stage-master-key';
import { startKeyOperation } from './start-operation';
import { takeOverKeyOperation } from './take-over-operation';

const NEW_KEY = randomBytes(32).toString('hex');
const THIRD_KEY = randomBytes(32).toString('hex');

describeDatabase('a change of the master key', (open) => {
  let database: Database;
  let config: string;
  let acme: TestOrganization;
  let secretId: string;

  beforeEach(async () => {
    config = await mkdtemp(path.join(tmpdir(), 'keystow-master-'));
    database = await open();
    acme = await makeOrganization(await boot(TEST_MASTER_KEY));
    const put = await putSecret(acme.ctx, PLATFORM_SCOPE, {
      key: 'STAYS',
      plaintext: Plaintext.fromText('the same value'),
      format: 'utf8',
    });
    secretId = put.secret.id;
  });
  afterEach(() => rm(config, { recursive: true, force: true }));

  const boot = (key: string, more: Record<string, string> = {}) =>
    testInstallation(database, { KEYSTOW_MASTER_KEY: key, CONFIG_DIR: config, ...more });
  /** The same owner, on a node that was started with `key`. */
  const on = async (key: string, more: Record<string, string> = {}) =>
    contextOf(await boot(key, more), acme.owner);
  const organization = () => ({
    ...acme.payments.team,
    kind: 'organization' as const,
    id: toTypeId('organization', acme.id),
  });
  const start = (ctx = acme.ctx) => startKeyOperation(ctx, { cause: 'window_over' });
  const stage = (key = NEW_KEY, ctx = acme.ctx) => stageMasterKey(ctx, Plaintext.fromText(key));
  const states = async () =>
    Object.fromEntries(
      (await database.prisma.rootKeyWrap.findMany()).map((one) => [
        one.masterFingerprint,
        one.state,
      ]),
    );
  const fingerprintOf = (ctx: { installation: TestOrganization['ctx']['installation'] }) =>
    ctx.installation.keys.requireUnlocked().masterFingerprint;
  const opens = async (ctx = acme.ctx) =>
    expect((await openCurrentValue(ctx.installation, secretId)).toString()).toBe('the same value');
  const actions = async () =>
    (await database.prisma.auditEvent.findMany({ orderBy: { number: 'asc' } }))
      .map((row) => row.action)
      .filter((action) => /^(key_operation|master_key)\./.test(action));

  it('is staged without effect, promoted by a start with the new key, and finished by proof', async () => {
    const old = fingerprintOf(acme.ctx);
    const { id } = await start();
    const { masterFingerprint } = await stage();
    expect(await states()).toEqual({ [old]: 'active', [masterFingerprint]: 'staged' });
    await opens(await on(TEST_MASTER_KEY));
    expect(await states()).toEqual({ [old]: 'active', [masterFingerprint]: 'staged' });

    const next = await on(NEW_KEY);
    expect(await states()).toEqual({ [old]: 'retained', [masterFingerprint]: 'active' });
    await opens(next);
    await opens(await on(TEST_MASTER_KEY));

    await expect(finishMasterKey(next, old)).rejects.toMatchObject({ code: 'rule_broken' });
    await expect(finishMasterKey(acme.ctx, masterFingerprint)).rejects.toMatchObject({
      extras: { issues: [{ code: 'source_differs' }] },
    });
    const finished = await finishMasterKey(next, masterFingerprint);
    expect(finished).toEqual({ masterFingerprint, retired: [old], ended: true });
    expect(await states()).toEqual({ [masterFingerprint]: 'active' });
    expect((await boot(TEST_MASTER_KEY)).keys.state).toMatchObject({
      kind: 'locked',
      reason: 'wrong_key',
      needed: [masterFingerprint],
    });
    const events = await database.prisma.auditEvent.findMany({ where: { targetId: id } });
    expect(events.map((event) => event.action).sort()).toEqual([
      'key_operation.finished',
      'key_operation.started',
      'master_key.promoted',
      'master_key.retired',
      'master_key.staged',
    ]);
  });

  it('is not finished while a node runs on the old key, or its source still holds it', async () => {
    await start();
    const { masterFingerprint } = await stage();
    const leaveOld = await joinNodes(acme.ctx.installation);
    const next = await on(NEW_KEY);
    const leaveNew = await joinNodes(next.installation);
    const refused = finishMasterKey(next, masterFingerprint);
    await expect(refused).rejects.toMatchObject({ extras: { issues: [{ code: 'nodes_behind' }] } });
    await refused.catch((error: { extras: { candidates: string[] } }) => {
      expect(error.extras.candidates).toHaveLength(1);
      expect(error.extras.candidates[0]).toContain(fingerprintOf(acme.ctx));
    });
    await leaveOld();
    await finishMasterKey(next, masterFingerprint);
    await leaveNew();
  });

  it('is rolled back before promotion by dropping the stage', async () => {
    await start();
    await stage();
    const before = fingerprintOf(acme.ctx);
    expect(await rollBackMasterKey(acme.ctx)).toEqual({
      masterFingerprint: before,
      swapped: false,
    });
    expect(await states()).toEqual({ [before]: 'active' });
    expect((await boot(NEW_KEY)).keys.unlocked).toBe(false);
    await start();
  });

  it('is rolled back after promotion by swapping, and finished on the old key', async () => {
    const old = fingerprintOf(acme.ctx);
    await start();
    const { masterFingerprint } = await stage();
    const next = await on(NEW_KEY);
    expect(await rollBackMasterKey(next)).toEqual({ masterFingerprint: old, swapped: true });
    expect(await states()).toEqual({ [old]: 'active', [masterFingerprint]: 'retained' });
    await opens(await on(NEW_KEY));
    expect(await states()).toEqual({ [old]: 'active', [masterFingerprint]: 'retained' });
    await expect(rollBackMasterKey(acme.ctx)).rejects.toMatchObject({ code: 'conflict' });
    const finished = await finishMasterKey(acme.ctx, old);
    expect(finished).toMatchObject({ retired: [masterFingerprint], ended: true });
    expect(await database.prisma.keyOperation.findFirst()).toMatchObject({ state: 'rolled_back' });
  });

  it('refuses weak, shared and current keys at /key, and a second one while the first is staged', async () => {
    await start();
    const code = async (key: string) =>
      stage(key).then(
        () => 'staged',
        (error: { extras: { issues: { pointer: string; code: string }[] } }) =>
          error.extras.issues.map((one) => `${one.pointer} ${one.code}`).join(),
      );
    expect(await code('short')).toBe('/key too_short');
    expect(await code(TEST_MASTER_KEY)).toBe('/key key_in_force');
    expect(await code(acme.ctx.installation.jwt.currentText)).toBe('/key shared_key');
    expect(await code(NEW_KEY)).toBe('staged');
    expect(await code(THIRD_KEY)).toBe(' staged');
    await on(NEW_KEY);
    expect(await code(THIRD_KEY)).toBe(' retained');
  });

  it('is one at a time, and belongs to whoever holds it until another takes it over', async () => {
    await start();
    await expect(start()).rejects.toMatchObject({
      extras: { issues: [{ code: 'operation_open' }] },
    });
    const grace = contextOf(
      acme.ctx.installation,
      await makeMember(acme, 'grace', 'admin', organization()),
    );
    await expect(stage(NEW_KEY, grace)).rejects.toMatchObject({
      extras: { issues: [{ code: 'held_by_another' }] },
    });
    await takeOverKeyOperation(grace);
    await stage(NEW_KEY, grace);
    await expect(rollBackMasterKey(acme.ctx)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('needs keys:manage on the organization', async () => {
    const ivy = contextOf(
      acme.ctx.installation,
      await makeMember(acme, 'ivy', 'editor', organization()),
    );
    await expect(start(ivy)).rejects.toMatchObject({ code: 'forbidden' });
    await start();
    await expect(stage(NEW_KEY, ivy)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await actions()).toEqual(['key_operation.started']);
  });

  it('of a start with the old key as PREVIOUS is an operation that can be finished', async () => {
    const next = await on(NEW_KEY, { KEYSTOW_MASTER_KEY_PREVIOUS: TEST_MASTER_KEY });
    await opens(next);
    await takeOverKeyOperation(next);
    const { retired } = await finishMasterKey(next, fingerprintOf(next));
    expect(retired).toEqual([fingerprintOf(acme.ctx)]);
  });

  it('that was staged and retired changes no value and no data key', async () => {
    const rows = () =>
      Promise.all([
        database.prisma.sealedValue.findMany({ orderBy: { versionId: 'asc' } }),
        database.prisma.dataKey.findMany({ orderBy: { id: 'asc' } }),
      ]);
    const before = await rows();
    await start();
    const { masterFingerprint } = await stage();
    const next = await on(NEW_KEY);
    await finishMasterKey(next, masterFingerprint);
    expect(await rows()).toEqual(before);
  });
});
