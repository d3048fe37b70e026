import { randomBytes } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Database } from '@/lib/db/connection/database';
import { readEnv } from '@/lib/env';
import { describeDatabase } from '@/lib/testing/database';
import { checkKeysDiffer } from './master-key-inputs';
import { unlock } from './unlock';

const KEY_A = randomBytes(32).toString('hex');
const KEY_B = randomBytes(32).toString('hex');

describeDatabase('boot', (open) => {
  let database: Database;
  let config: string;

  beforeEach(async () => {
    database = await open();
    config = await mkdtemp(path.join(tmpdir(), 'keystow-boot-'));
  });

  afterEach(async () => {
    await rm(config, { recursive: true, force: true });
  });

  const envOf = (more: Record<string, string> = {}, mode = 'production') =>
    readEnv({ NODE_ENV: mode, CONFIG_DIR: config, DATA_DIR: config, ...more });

  const counts = async () => ({
    wraps: await database.prisma.rootKeyWrap.count(),
    keys: await database.prisma.dataKey.count(),
    events: await database.prisma.auditEvent.count(),
  });

  it('makes a root key from the given key in an empty database and records it', async () => {
    const { state } = await unlock(envOf({ KEYSTOW_MASTER_KEY: KEY_A }), database);
    expect(state.kind).toBe('unlocked');
    expect(existsSync(path.join(config, 'master.key'))).toBe(false);
    expect(await counts()).toEqual({ wraps: 1, keys: 1, events: 1 });
    const event = await database.prisma.auditEvent.findFirstOrThrow();
    expect(event).toMatchObject({ action: 'root_key.created', number: 1n });
  });

  it('generates config/master.key, 0600, where production has none, and opens with it again', async () => {
    const first = await unlock(envOf(), database);
    const file = path.join(config, 'master.key');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await readFile(file, 'utf8')).toMatch(/^[0-9a-f]{64}\n$/);
    const second = await unlock(envOf(), database);
    expect(second.state).toMatchObject({ kind: 'unlocked', source: 'config/master.key' });
    expect(second.installationId).toBe(first.installationId);
    expect(await counts()).toEqual({ wraps: 1, keys: 1, events: 1 });
  });

  it('comes up locked on another key, names both fingerprints and changes nothing', async () => {
    const { state: right } = await unlock(envOf({ KEYSTOW_MASTER_KEY: KEY_A }), database);
    const before = await counts();
    const { state } = await unlock(envOf({ KEYSTOW_MASTER_KEY: KEY_B }), database);
    expect(state).toMatchObject({ kind: 'locked', reason: 'wrong_key' });
    if (state.kind !== 'locked' || right.kind !== 'unlocked') return expect.unreachable();
    expect(state.needed).toEqual([right.masterFingerprint]);
    expect(state.given).toMatch(/^mk_[0-9a-f]{16}$/);
    expect(state.given).not.toBe(right.masterFingerprint);
    expect(await counts()).toEqual(before);
  });

  it('names another source that holds the key that fits', async () => {
    await writeFile(path.join(config, 'master.key'), `${KEY_A}\n`);
    await unlock(envOf(), database);
    const { state } = await unlock(envOf({ KEYSTOW_MASTER_KEY: KEY_B }), database);
    expect(state).toMatchObject({ kind: 'locked', fittingSources: ['config/master.key'] });
  });

  it('comes up locked and generates no key when a database is restored without its key', async () => {
    await unlock(envOf({ KEYSTOW_MASTER_KEY: KEY_A }), database);
    const { state } = await unlock(envOf(), database);
    expect(state).toMatchObject({ kind: 'locked', reason: 'no_key', given: null });
    expect(existsSync(path.join(config, 'master.key'))).toBe(false);
  });

  it('calls a known key whose wrap does not open tampered, not wrong', async () => {
    await unlock(envOf({ KEYSTOW_MASTER_KEY: KEY_A }), database);
    const wrap = await database.prisma.rootKeyWrap.findFirstOrThrow();
    const envelope = Uint8Array.from(wrap.envelope);
    envelope[envelope.length - 1]! ^= 1;
    await database.prisma.rootKeyWrap.updateMany({ data: { envelope } });
    const { state } = await unlock(envOf({ KEYSTOW_MASTER_KEY: KEY_A }), database);
    expect(state).toMatchObject({ kind: 'locked', reason: 'tampered' });
  });

  it('promotes a staged key by booting on it; the old one is retained and still opens', async () => {
    const { state, installationId } = await unlock(envOf({ KEYSTOW_MASTER_KEY: KEY_A }), database);
    if (state.kind !== 'unlocked') return expect.unreachable();
    const { deriveMasterKey, readMasterKey, wrapRootKey } = await import('@/lib/crypto/master-key');
    const next = await deriveMasterKey(readMasterKey(KEY_B), installationId);
    await database.prisma.rootKeyWrap.create({
      data: {
        rootId: state.root.id,
        masterFingerprint: next.fingerprint,
        envelope: wrapRootKey(next, state.root, installationId),
        state: 'staged',
      },
    });
    const promoted = await unlock(envOf({ KEYSTOW_MASTER_KEY: KEY_B }), database);
    expect(promoted.state.kind).toBe('unlocked');
    const states = await database.prisma.rootKeyWrap.findMany({ orderBy: { createdAt: 'asc' } });
    expect(states.map((wrap) => wrap.state)).toEqual(['retained', 'active']);
    const old = await unlock(envOf({ KEYSTOW_MASTER_KEY: KEY_A }), database);
    expect(old.state.kind).toBe('unlocked');
  });

  it('takes over a new key at once when the old one is given as PREVIOUS', async () => {
    await unlock(envOf({ KEYSTOW_MASTER_KEY: KEY_A }), database);
    const both = envOf({ KEYSTOW_MASTER_KEY: KEY_B, KEYSTOW_MASTER_KEY_PREVIOUS: KEY_A });
    const { state } = await unlock(both, database);
    expect(state).toMatchObject({ kind: 'unlocked', source: 'KEYSTOW_MASTER_KEY' });
    expect(await counts()).toEqual({ wraps: 2, keys: 1, events: 2 });
    for (const env of [
      envOf({ KEYSTOW_MASTER_KEY: KEY_B }),
      envOf({ KEYSTOW_MASTER_KEY: KEY_A }),
    ]) {
      expect((await unlock(env, database)).state.kind).toBe('unlocked');
    }
    expect(await counts()).toEqual({ wraps: 2, keys: 1, events: 2 });
  });

  it('stays locked and changes nothing when the PREVIOUS key does not fit either', async () => {
    await unlock(envOf({ KEYSTOW_MASTER_KEY: KEY_A }), database);
    const other = randomBytes(32).toString('hex');
    const both = envOf({ KEYSTOW_MASTER_KEY: KEY_B, KEYSTOW_MASTER_KEY_PREVIOUS: other });
    expect((await unlock(both, database)).state).toMatchObject({ reason: 'wrong_key' });
    expect(await counts()).toEqual({ wraps: 1, keys: 1, events: 1 });
  });

  it('in development stands in a published key, warns, and refuses it to production', async () => {
    const { state, warnings } = await unlock(envOf({}, 'development'), database);
    expect(state).toMatchObject({ kind: 'unlocked', source: 'development key' });
    expect(warnings.join()).toContain('development key');
    expect(existsSync(path.join(config, 'master.key'))).toBe(false);
    await expect(unlock(envOf({ KEYSTOW_MASTER_KEY: KEY_A }), database)).rejects.toMatchObject({
      code: 'development_database',
    });
  });

  it('refuses the development key in production by variable and by file', async () => {
    const { createHash } = await import('node:crypto');
    const published = createHash('sha256').update('keystow/development/v1').digest('hex');
    await expect(unlock(envOf({ KEYSTOW_MASTER_KEY: published }), database)).rejects.toMatchObject({
      code: 'master_key_development_key',
    });
    const file = path.join(config, 'given.key');
    await writeFile(file, `${published}\n`);
    await expect(unlock(envOf({ KEYSTOW_MASTER_KEY_FILE: file }), database)).rejects.toMatchObject({
      code: 'master_key_development_key',
    });
    expect(await counts()).toEqual({ wraps: 0, keys: 0, events: 0 });
  });

  it('refuses a weak key in production and only warns in development', async () => {
    const weak = 'change-me-change-me-change-me-change-me';
    await expect(unlock(envOf({ KEYSTOW_MASTER_KEY: weak }), database)).rejects.toMatchObject({
      name: 'BootRefusal',
    });
    const { state, warnings } = await unlock(
      envOf({ KEYSTOW_MASTER_KEY: weak }, 'development'),
      database,
    );
    expect(state.kind).toBe('unlocked');
    expect(warnings.join()).not.toContain(weak);
    expect(warnings).toHaveLength(1);
  });

  it('refuses a file and a variable that differ, and a file that is not there', async () => {
    const file = path.join(config, 'given.key');
    await expect(unlock(envOf({ KEYSTOW_MASTER_KEY_FILE: file }), database)).rejects.toMatchObject({
      code: 'key_file_missing',
    });
    await writeFile(file, `${KEY_A}\n`);
    await expect(
      unlock(envOf({ KEYSTOW_MASTER_KEY_FILE: file, KEYSTOW_MASTER_KEY: KEY_B }), database),
    ).rejects.toMatchObject({ code: 'two_master_keys' });
    const same = envOf({ KEYSTOW_MASTER_KEY_FILE: file, KEYSTOW_MASTER_KEY: KEY_A });
    expect((await unlock(same, database)).state).toMatchObject({
      kind: 'unlocked',
      source: 'KEYSTOW_MASTER_KEY_FILE',
    });
  });

  it('refuses to start where no key is set and the folder cannot be written', async () => {
    await writeFile(path.join(config, 'blocked'), '');
    const env = readEnv({
      NODE_ENV: 'production',
      CONFIG_DIR: path.join(config, 'blocked', 'inside'),
      DATA_DIR: config,
    });
    await expect(unlock(env, database)).rejects.toMatchObject({ name: 'BootRefusal' });
    expect(await counts()).toEqual({ wraps: 0, keys: 0, events: 0 });
  });

  it('finds its key again when it was cut off between the key file and the database', async () => {
    await mkdir(config, { recursive: true });
    await writeFile(path.join(config, 'master.key'), `${KEY_A}\n`, { mode: 0o600 });
    const { state } = await unlock(envOf(), database);
    expect(state).toMatchObject({ kind: 'unlocked', source: 'config/master.key' });
  });

  it('refuses a JWT secret that is the master key, raw, decoded or derived', async () => {
    const { installationId } = await unlock(envOf({ KEYSTOW_MASTER_KEY: KEY_A }), database);
    const { deriveMasterKey, readMasterKey } = await import('@/lib/crypto/master-key');
    const master = await deriveMasterKey(readMasterKey(KEY_A), installationId);
    const env = envOf({ KEYSTOW_MASTER_KEY: KEY_A });
    const spellings = [
      KEY_A,
      KEY_A.toUpperCase(),
      Buffer.from(KEY_A, 'hex').toString('base64'),
      Buffer.from(master.kek).toString('hex'),
    ];
    for (const text of spellings) {
      await expect(checkKeysDiffer(env, installationId, text)).rejects.toMatchObject({
        code: 'shared_key',
      });
    }
    expect(await checkKeysDiffer(env, installationId, KEY_B)).toEqual([]);
  });
});
