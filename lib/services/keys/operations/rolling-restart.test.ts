import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase, type Database } from '@/lib/db/connection/database';
import type { UserActor } from '@/lib/domain/actor';
import { Plaintext } from '@/lib/domain/plaintext';
import { ConsoleNode } from '@/lib/testing/console-node';
import { describePostgres } from '@/lib/testing/database';
import { contextOf, TEST_MASTER_KEY } from '@/lib/testing/installation';
import { openCurrentValue } from '@/lib/testing/open-current-value';
import { makeOrganization } from '@/lib/testing/organization';
import { createPostgresCopy, type TestDatabase } from '@/lib/testing/postgres-template';
import { anyKind } from '../../access/authorize';
import type { Context } from '../../context';
import { putSecret } from '../../secrets/put-secrets';
import { finishMasterKey } from './finish-master-key';
import { rollBackMasterKey } from './roll-back-master-key';
import { stageMasterKey } from './stage-master-key';
import { startKeyOperation } from './start-operation';

const OLD_KEY = TEST_MASTER_KEY;
const NEW_KEY = randomBytes(32).toString('hex');

describePostgres('three nodes that restart one after the other', (serverUrl) => {
  let copy: TestDatabase;
  let folder: string;
  let database: Database;
  let nodes: ConsoleNode[];
  let owner: UserActor;
  let oldFingerprint: string;
  let rounds: number;
  /** What was acknowledged, by the id of its secret. */
  let values: Map<string, string>;

  beforeEach(async () => {
    copy = await createPostgresCopy(serverUrl);
    folder = await mkdtemp(path.join(tmpdir(), 'keystow-rolling-'));
    database = await openDatabase({ databaseUrl: copy.url, dataDir: '' });
    nodes = ['node-a', 'node-b', 'node-c'].map((name) => new ConsoleNode(name, copy.url, folder));
    for (const node of nodes) await restart(node, OLD_KEY);
    owner = (await makeOrganization(node(0).installation)).owner;
    oldFingerprint = fingerprintOf(0);
    values = new Map();
    rounds = 0;
    await allWork();
    await startKeyOperation(on(0), { cause: 'window_over' });
  });
  afterEach(async () => {
    for (const node of nodes) await node.stop();
    await database.close();
    await copy.drop();
    await rm(folder, { recursive: true, force: true });
  });

  const node = (n: number) => nodes[n]!;
  const on = (n: number): Context => contextOf(node(n).installation, owner);
  const fingerprintOf = (n: number) =>
    node(n).installation.keys.requireUnlocked().masterFingerprint;
  const stage = (n: number) => stageMasterKey(on(n), Plaintext.fromText(NEW_KEY));
  const finish = (n: number, fingerprint: string) => finishMasterKey(on(n), fingerprint);
  const restart = async (one: ConsoleNode, key: string) => {
    await one.deploy(key);
    await one.start();
  };

  /** A writer through every node, to a name of its own and to one they share; every node reads all. */
  const allWork = async () => {
    rounds += 1;
    for (const [n, one] of nodes.entries()) {
      for (const key of [`OF_${n}_${rounds}`, 'SHARED']) {
        const text = `${key} by ${one.name} in round ${rounds}`;
        const plaintext = Plaintext.fromText(text);
        const put = await putSecret(on(n), anyKind('payments.production'), {
          key,
          plaintext,
          format: 'utf8',
        });
        values.set(put.secret.id, text);
      }
    }
    for (const one of nodes) {
      for (const [id, text] of values) {
        expect((await openCurrentValue(one.installation, id)).toString()).toBe(text);
      }
    }
  };
  const states = async () =>
    Object.fromEntries(
      (await database.prisma.rootKeyWrap.findMany()).map((wrap) => [
        wrap.masterFingerprint,
        wrap.state,
      ]),
    );
  const promotions = () =>
    database.prisma.auditEvent.count({ where: { action: 'master_key.promoted' } });
  /** Everything that a start could write but sessions, heartbeats and waiting events. */
  const kept = async () => ({
    wraps: await database.prisma.rootKeyWrap.findMany({ orderBy: { masterFingerprint: 'asc' } }),
    keys: await database.prisma.dataKey.findMany({ orderBy: { id: 'asc' } }),
    fingerprints: await database.prisma.masterFingerprint.count(),
    operations: await database.prisma.keyOperation.findMany(),
    events: await database.prisma.auditEvent.count(),
    envelopes: await database.prisma.sealedValue.count(),
  });
  /** A further node that is started with `key`: locked, and nothing is written by it. */
  const staysLocked = async (key: string, needed: string) => {
    const before = await kept();
    const late = new ConsoleNode('node-late', copy.url, folder);
    await restart(late, key);
    expect(late.installation.keys.state).toMatchObject({
      kind: 'locked',
      reason: 'wrong_key',
      needed: [needed],
    });
    await late.stop();
    expect(await kept()).toEqual(before);
  };
  /** The names of the nodes that stand in the way of an end, with what is said of each. */
  const refusedFor = async (finishing: Promise<unknown>): Promise<Record<string, string>> => {
    const error: unknown = await finishing.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ extras: { issues: [{ code: 'nodes_behind' }] } });
    const { candidates } = (error as { extras: { candidates: string[] } }).extras;
    return Object.fromEntries(
      candidates
        .map((text) => text.split(' (process '))
        .map((parts) => [parts[0]!, parts[1]!.replace(/^\d+\): /, '')]),
    );
  };

  it('promote once, work beside those on the old key, and end when none is behind', async () => {
    const { masterFingerprint: fresh } = await stage(0);
    await allWork();
    expect(await states()).toEqual({ [oldFingerprint]: 'active', [fresh]: 'staged' });

    await restart(node(0), NEW_KEY);
    const promoted = { [oldFingerprint]: 'retained', [fresh]: 'active' };
    expect(await states()).toEqual(promoted);
    await allWork();
    await node(2).start();
    expect(fingerprintOf(2)).toBe(oldFingerprint);
    await allWork();
    expect(await states()).toEqual(promoted);
    const onOld = `runs on ${oldFingerprint}, its source holds ${oldFingerprint}`;
    expect(await refusedFor(finish(0, fresh))).toEqual({ 'node-b': onOld, 'node-c': onOld });

    await restart(node(1), NEW_KEY);
    await allWork();
    expect(await refusedFor(finish(1, fresh))).toEqual({ 'node-c': onOld });
    await node(2).deploy(NEW_KEY);
    await node(2).beat();
    expect(await refusedFor(finish(0, fresh))).toEqual({
      'node-c': `runs on ${oldFingerprint}, its source holds ${fresh}`,
    });
    await node(2).start();
    await allWork();
    await node(1).deploy(OLD_KEY);
    await node(1).beat();
    expect(await refusedFor(finish(0, fresh))).toEqual({
      'node-b': `runs on ${fresh}, its source holds ${oldFingerprint}`,
    });
    await node(1).deploy(NEW_KEY);
    await node(1).beat();
    expect(await states()).toEqual(promoted);
    expect(await promotions()).toBe(1);

    expect(await finish(2, fresh)).toMatchObject({ retired: [oldFingerprint], ended: true });
    await allWork();
    await staysLocked(OLD_KEY, fresh);
    for (const one of nodes) await one.start();
    await allWork();
    expect(await promotions()).toBe(1);
  });

  it('all at once promote once', async () => {
    const { masterFingerprint: fresh } = await stage(0);
    await Promise.all(nodes.map((one) => restart(one, NEW_KEY)));
    expect(await promotions()).toBe(1);
    expect(await states()).toEqual({ [oldFingerprint]: 'retained', [fresh]: 'active' });
    await allWork();
    await finish(1, fresh);
    await allWork();
  });

  it('go on with the old key when it is taken back before any of them had the new one', async () => {
    await stage(0);
    await allWork();
    expect(await rollBackMasterKey(on(1))).toEqual({
      masterFingerprint: oldFingerprint,
      swapped: false,
    });
    expect(await states()).toEqual({ [oldFingerprint]: 'active' });
    await allWork();
    await staysLocked(NEW_KEY, oldFingerprint);
    for (const one of nodes) await one.start();
    await allWork();
    expect(await promotions()).toBe(0);
  });

  it('all work when it is taken back after two of them had the new one, and go back one by one', async () => {
    const { masterFingerprint: fresh } = await stage(0);
    await restart(node(0), NEW_KEY);
    await restart(node(1), NEW_KEY);
    await allWork();
    expect(await rollBackMasterKey(on(1))).toEqual({
      masterFingerprint: oldFingerprint,
      swapped: true,
    });
    const swapped = { [oldFingerprint]: 'active', [fresh]: 'retained' };
    expect(await states()).toEqual(swapped);
    await allWork();
    // Still with the new key: it opens, and is not promoted again.
    await node(1).start();
    await allWork();
    expect(await states()).toEqual(swapped);
    const onNew = `runs on ${fresh}, its source holds ${fresh}`;
    expect(await refusedFor(finish(2, oldFingerprint))).toEqual({
      'node-a': onNew,
      'node-b': onNew,
    });
    await restart(node(0), OLD_KEY);
    await allWork();
    expect(await refusedFor(finish(2, oldFingerprint))).toEqual({ 'node-b': onNew });
    await restart(node(1), OLD_KEY);
    expect(await finish(2, oldFingerprint)).toMatchObject({ retired: [fresh], ended: true });
    await allWork();
    await staysLocked(NEW_KEY, oldFingerprint);
    expect(await promotions()).toBe(1);
  });
});
