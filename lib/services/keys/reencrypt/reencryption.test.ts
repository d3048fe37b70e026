import { beforeEach, expect, it } from 'vitest';
import type { Database } from '@/lib/db/connection/database';
import { fromTypeId } from '@/lib/domain/ids';
import { Plaintext } from '@/lib/domain/plaintext';
import { describeDatabases } from '@/lib/testing/database';
import { contextOf, TEST_MASTER_KEY, testInstallation } from '@/lib/testing/installation';
import { openCurrentValue } from '@/lib/testing/open-current-value';
import { makeOrganization, type TestOrganization } from '@/lib/testing/organization';
import { anyKind, PLATFORM_SCOPE } from '../../access/authorize';
import { rollBackSecret } from '../../secrets/roll-back-secret';
import { destroyVersion } from '../../secrets/destroy-version';
import { putSecret } from '../../secrets/put-secrets';
import { rollBackMasterKey } from '../operations/roll-back-master-key';
import { stageMasterKey } from '../operations/stage-master-key';
import { startKeyOperation } from '../operations/start-operation';
import { changeRootKey } from './change-root-key';
import { pauseReencryption } from './pause-reencryption';
import { retireRootKey } from './retire-root-key';
import { runReencryption } from './run-reencryption';

const PLACES = ['payments', 'payments.production', 'payments.production.billing', 'search'];

describeDatabases('re-encryption', (open) => {
  let database: Database;
  let acme: TestOrganization;
  /** Secret ids with what they hold. */
  let values: Map<string, string>;

  beforeEach(async () => {
    database = await open();
    acme = await makeOrganization(await testInstallation(database));
    values = new Map();
    for (const path of PLACES) await put(path, 'A', `a of ${path}`);
    await put('payments', 'B', 'first');
    await put('payments', 'B', 'second');
  });

  const put = async (path: string, key: string, text: string) => {
    const { secret } = await putSecret(acme.ctx, anyKind(path), {
      key,
      plaintext: Plaintext.fromText(text),
      format: 'utf8',
    });
    values.set(secret.id, text);
  };
  const begin = async () => {
    await startKeyOperation(acme.ctx, { cause: 'data_keys_window_over' });
    return changeRootKey(acme.ctx);
  };
  const roots = async () => [
    ...new Set((await database.prisma.dataKey.findMany()).map((key) => key.rootId)),
  ];
  const allOpen = async (installation = acme.ctx.installation) => {
    for (const [id, text] of values) {
      expect((await openCurrentValue(installation, id)).toString()).toBe(text);
    }
  };

  it('moves every envelope, tag and audit head to new keys, and then deletes the old ones', async () => {
    const before = await database.prisma.sealedValue.findMany({ orderBy: { versionId: 'asc' } });
    const [oldRoot] = await roots();
    expect(await begin()).toEqual({ values: 6 });
    const batches: number[] = [];
    expect(await runReencryption(acme.ctx, { onBatch: (count) => batches.push(count) })).toBe(true);
    expect(batches.reduce((sum, count) => sum + count, 0)).toBe(6);
    await allOpen();
    expect(await retireRootKey(acme.ctx)).toMatchObject({ dataKeys: expect.any(Number) });

    expect(await roots()).not.toContain(oldRoot);
    expect(await database.prisma.rootKeyWrap.count()).toBe(1);
    const after = await database.prisma.sealedValue.findMany({ orderBy: { versionId: 'asc' } });
    expect(after.map((row) => row.versionId)).toEqual(before.map((row) => row.versionId));
    for (const [index, row] of after.entries()) {
      expect(row.dataKeyId).not.toBe(before[index]!.dataKeyId);
      expect(Buffer.from(row.envelope)).not.toEqual(Buffer.from(before[index]!.envelope));
    }
    const living = new Set((await database.prisma.dataKey.findMany()).map((key) => key.id));
    for (const version of await database.prisma.secretVersion.findMany()) {
      expect(living).toContain(version.matchKeyId);
      expect(living).toContain(version.displayKeyId);
    }
    await allOpen(await testInstallation(database));
    await put('search', 'AFTER', 'sealed under the new keys');
    await allOpen();
  });

  it('leaves older versions to be rolled back to, and the audit log to be written on', async () => {
    await begin();
    await runReencryption(acme.ctx);
    await retireRootKey(acme.ctx);
    const place = anyKind('payments');
    await rollBackSecret(acme.ctx, place, 'B', { version: 1 });
    const [id] = [...values].find(([, text]) => text === 'second')!;
    expect((await openCurrentValue(acme.ctx.installation, id)).toString()).toBe('first');
    await destroyVersion(acme.ctx, place, 'B', 2);
  });

  it('is worked off by a node that booted before it, and goes on from wherever it was cut off', async () => {
    const other = contextOf(await testInstallation(database), acme.owner);
    await begin();
    const stop = new AbortController();
    const cut = runReencryption(other, { onBatch: () => stop.abort(), signal: stop.signal });
    expect(await cut).toBe(false);
    await allOpen(other.installation);
    expect(await runReencryption(other)).toBe(true);
    await allOpen();
    await retireRootKey(acme.ctx);
  });

  it('rests while it is paused', async () => {
    await begin();
    await pauseReencryption(acme.ctx, true);
    expect(await runReencryption(acme.ctx)).toBe(false);
    await expect(retireRootKey(acme.ctx)).rejects.toMatchObject({ code: 'conflict' });
    await pauseReencryption(acme.ctx, false);
    expect(await runReencryption(acme.ctx)).toBe(true);
  });

  it('lists a value that does not open, leaves it as it is, and keeps its key until it is gone', async () => {
    const [secretId] = [...values].find(([, text]) => text === 'a of search')!;
    const id = fromTypeId(['secret'], secretId)!;
    const version = await database.prisma.secretVersion.findFirstOrThrow({
      where: { secretId: id },
    });
    const { envelope } = await database.prisma.sealedValue.findUniqueOrThrow({
      where: { versionId: version.id },
    });
    const broken = Uint8Array.from(envelope);
    broken[broken.length - 1]! ^= 1;
    await database.prisma.sealedValue.update({
      where: { versionId: version.id },
      data: { envelope: broken },
    });
    await begin();
    expect(await runReencryption(acme.ctx)).toBe(true);
    await expect(retireRootKey(acme.ctx)).rejects.toMatchObject({
      extras: { issues: [{ code: 'unreadable' }] },
    });
    const kept = await database.prisma.sealedValue.findUniqueOrThrow({
      where: { versionId: version.id },
    });
    expect(Buffer.from(kept.envelope)).toEqual(Buffer.from(broken));
    expect(
      await database.prisma.auditEvent.count({ where: { action: 'version.unreadable' } }),
    ).toBe(1);
    values.delete(secretId);
    await put('search', 'A', 'entered again');
    await destroyVersion(acme.ctx, anyKind('search'), 'A', 1);
    await retireRootKey(acme.ctx);
    await allOpen();
  });

  it('is refused while a master key is staged, and its change cannot be rolled back afterwards', async () => {
    await startKeyOperation(acme.ctx, { cause: 'key_and_database_leaked' });
    await stageMasterKey(acme.ctx, Plaintext.fromText('9'.repeat(3) + TEST_MASTER_KEY.slice(3)));
    await expect(changeRootKey(acme.ctx)).rejects.toMatchObject({
      extras: { issues: [{ code: 'master_unfinished' }] },
    });
    await rollBackMasterKey(acme.ctx);
    await begin();
    await expect(rollBackMasterKey(acme.ctx)).rejects.toMatchObject({
      extras: { issues: [{ code: 'root_changed' }] },
    });
    await expect(changeRootKey(acme.ctx)).rejects.toMatchObject({
      extras: { issues: [{ code: 'root_changed' }] },
    });
  });

  it('gives a ring that begins meanwhile a key under the new root', async () => {
    const other = contextOf(await testInstallation(database), acme.owner);
    await begin();
    const { secret } = await putSecret(other, PLATFORM_SCOPE, {
      key: 'NEW_RING',
      plaintext: Plaintext.fromText('x'),
      format: 'utf8',
    });
    values.set(secret.id, 'x');
    await runReencryption(acme.ctx);
    await retireRootKey(acme.ctx);
    await allOpen();
  });
});
