import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { newFernetKeyText } from '@/lib/crypto/fernet-key';
import type { Database } from '@/lib/db/connection/database';
import { fromTypeId } from '@/lib/domain/ids';
import { Plaintext } from '@/lib/domain/plaintext';
import { describeDatabase } from '@/lib/testing/database';
import { contextOf, OTHER_MASTER_KEY, testInstallation } from '@/lib/testing/installation';
import { makeMember, makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { checkInstances } from '../doctor/check-instances';
import { readWorksheetProgress } from '../keys/lost/read-worksheet';
import { resetKeys } from '../keys/lost/reset-keys';
import { startKeyOperation } from '../keys/operations/start-operation';
import { changeRootKey } from '../keys/reencrypt/change-root-key';
import { retireRootKey } from '../keys/reencrypt/retire-root-key';
import { runReencryption } from '../keys/reencrypt/run-reencryption';
import { changeInstance } from './change-instance';
import { createInstance } from './create-instance';
import { deleteInstance } from './delete-instance';
import { readInstanceKeys } from './instance-keys';
import { listInstances, readInstance } from './list-instances';
import { reencryptInstances } from './reencrypt-instances';
import { openAddress } from './seal-address';
import { testInstance } from './test-instance';

const PASSWORD = 'canary-4b1f';
const urlOf = (host = 'db.example.org') => `postgresql://app:${PASSWORD}@${host}/shop`;

describeDatabase('a database connection', (open) => {
  let database: Database;
  let acme: TestOrganization;
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'keystow-instances-'));
    database = await open();
    acme = await makeOrganization(await testInstallation(database));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const keep = (name = 'Shop', url = urlOf(), ctx = acme.ctx) =>
    createInstance(ctx, { name, url: Plaintext.fromText(url) });
  const rowOf = (slug = 'shop') => database.prisma.instance.findFirstOrThrow({ where: { slug } });
  const under = async (settings: Readonly<Record<string, string>>) =>
    contextOf(await testInstallation(database, settings), acme.owner);
  const opened = async (ctx = acme.ctx) => {
    const keys = await readInstanceKeys(ctx.installation.env);
    return openAddress(ctx.installation, keys ?? { keys: [] }, await rowOf());
  };
  const actions = async () =>
    (await database.prisma.auditEvent.findMany({ orderBy: { at: 'asc' } }))
      .map(({ action }) => action)
      .filter((action) => action.startsWith('instance'));

  it('is kept, listed, renamed, given another address and deleted, each with its event', async () => {
    const made = await keep();
    expect(made).toMatchObject({
      ...{ slug: 'shop', kind: 'postgresql', host: 'db.example.org', port: 5432 },
      ...{ database: 'shop', username: 'app', tampered: false, test: null },
      key: { standing: 'first' },
    });
    await expect(keep('SHOP')).rejects.toMatchObject({ code: 'conflict' });
    await expect(keep('Other', 'https://x')).rejects.toMatchObject({ code: 'rule_broken' });
    await keep('Cache', 'rediss://:x@cache.example.org/0');
    const first = await listInstances(acme.ctx, { limit: 1 });
    expect([first.items.map(({ slug }) => slug), first.next]).toEqual([['cache'], 'cache']);
    const rest = await listInstances(acme.ctx, { limit: 1, after: 'cache' });
    expect([rest.items.map(({ slug }) => slug), rest.next]).toEqual([['shop'], null]);
    const renamed = await changeInstance(acme.ctx, made.id, { name: 'Big shop' });
    expect(renamed).toMatchObject({ name: 'Big shop', slug: 'shop', host: 'db.example.org' });
    const url = Plaintext.fromText('postgresql://other:x@db2.example.org:5433/shop2');
    expect(await changeInstance(acme.ctx, 'shop', { url })).toMatchObject({
      ...{ name: 'Big shop', host: 'db2.example.org', port: 5433, username: 'other' },
    });
    await deleteInstance(acme.ctx, 'shop');
    await expect(readInstance(acme.ctx, 'shop')).rejects.toMatchObject({ code: 'not_found' });
    expect((await actions()).sort()).toEqual([
      'instance.changed',
      'instance.changed',
      'instance.created',
      'instance.created',
      'instance.deleted',
    ]);
  });

  it('is nobody’s who does not manage the backends of the organization', async () => {
    await keep();
    const editor = await makeMember(acme, 'editor', 'editor', acme.payments.team);
    const ctx = contextOf(acme.ctx.installation, editor);
    await expect(listInstances(ctx)).rejects.toMatchObject({
      code: expect.stringMatching(/forbidden|not_found/) as string,
    });
    const other = await makeOrganization(acme.ctx.installation, 'other');
    expect((await listInstances(other.ctx)).items).toEqual([]);
    await expect(readInstance(other.ctx, 'shop')).rejects.toMatchObject({ code: 'not_found' });
    await expect(testInstance(other.ctx, 'shop')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('lies in the database as a token alone: no table holds its password or its address', async () => {
    await keep();
    await changeInstance(acme.ctx, 'shop', { url: Plaintext.fromText(urlOf('db3.example.org')) });
    const { rows: tables } = await database.pool.query<{ name: string }>(
      "SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'",
    );
    for (const { name } of tables) {
      const { rows } = await database.pool.query<{ text: string }>(
        `SELECT t::text AS text FROM ${name} t`,
      );
      const dump = rows.map(({ text }) => text).join('\n');
      expect([name, dump.includes(PASSWORD), dump.includes('postgresql://')]).toEqual([
        name,
        false,
        false,
      ]);
    }
  });

  it('whose token is put into another row, or whose shown host is changed, is told as tampered with', async () => {
    await keep();
    await keep('Other', urlOf('db2.example.org'));
    const { token } = await rowOf('other');
    const { id, token: own } = await rowOf();
    await database.prisma.instance.update({ where: { id }, data: { token } });
    expect(await readInstance(acme.ctx, 'shop')).toMatchObject({ tampered: true, kind: null });
    await expect(testInstance(acme.ctx, 'shop')).rejects.toMatchObject({ code: 'tampered' });
    await database.prisma.instance.update({ where: { id }, data: { token: own, host: 'evil' } });
    expect(await readInstance(acme.ctx, 'shop')).toMatchObject({ tampered: true });
    await changeInstance(acme.ctx, 'shop', { url: Plaintext.fromText(urlOf()) });
    expect(await readInstance(acme.ctx, 'shop')).toMatchObject({ tampered: false });
  });

  it('gets a generated key, 0600, where none is set and nothing lies under another', async () => {
    const settings = { INSTANCE_ENCRYPTION_KEY: '', CONFIG_DIR: folder };
    const ctx = await under(settings);
    expect((await listInstances(ctx)).keys).toMatchObject({ first: null, source: null });
    await keep('Shop', urlOf(), ctx);
    const file = path.join(folder, 'instance.key');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const text = await readFile(file, 'utf8');
    expect(text).toMatch(/^[\w-]{43}=\n$/);
    await keep('Second', urlOf(), ctx);
    expect(await readFile(file, 'utf8')).toBe(text);
    expect((await listInstances(ctx)).keys).toMatchObject({
      ...{ source: 'config/instance.key', derived: false, older: 0, missing: [] },
    });
  });

  it('whose key is gone names the fingerprint it needs; nothing is generated or mixed, the rest goes on', async () => {
    const { key } = await keep();
    const bare = await under({ INSTANCE_ENCRYPTION_KEY: '', CONFIG_DIR: folder });
    const { items, keys } = await listInstances(bare);
    expect(items).toMatchObject([
      { host: 'db.example.org', tampered: null, key: { standing: 'missing' } },
    ]);
    expect(keys.missing).toEqual([{ fingerprint: key.fingerprint, count: 1 }]);
    await expect(keep('New', urlOf(), bare)).rejects.toThrow(key.fingerprint);
    await expect(testInstance(bare, 'shop')).rejects.toThrow(key.fingerprint);
    await expect(stat(path.join(folder, 'instance.key'))).rejects.toMatchObject({ code: 'ENOENT' });
    const wrong = await under({ INSTANCE_ENCRYPTION_KEY: newFernetKeyText() });
    await expect(keep('New', urlOf(), wrong)).rejects.toThrow(key.fingerprint);
    const url = Plaintext.fromText(urlOf());
    const waiting = async () =>
      (await readWorksheetProgress(wrong, {})).instances.map(({ slug }) => slug);
    expect(await waiting()).toEqual(['shop']);
    expect(await checkInstances(wrong.installation)).toMatchObject({
      status: 'problem',
      message: expect.stringContaining(key.fingerprint) as string,
    });
    expect(await changeInstance(wrong, 'shop', { url })).toMatchObject({
      key: { standing: 'first' },
    });
    expect(await waiting()).toEqual([]);
    await keep('New', urlOf(), wrong);
  });

  it('is moved to the first key batch by batch, until none is under another', async () => {
    await keep();
    await keep('Other');
    const { fingerprint } = (await readInstance(acme.ctx, 'shop')).key;
    const { env } = acme.ctx.installation;
    const next = await under({
      INSTANCE_ENCRYPTION_KEY: newFernetKeyText(),
      INSTANCE_ENCRYPTION_KEY_PREVIOUS: env.instanceEncryptionKey!.reveal(),
    });
    expect((await listInstances(next)).keys).toMatchObject({ older: 2 });
    await database.prisma.instance.updateMany({
      where: { slug: 'other' },
      data: { mac: Buffer.alloc(32) },
    });
    expect(await reencryptInstances(next)).toMatchObject({
      ...{ moved: 1, left: 1, next: null },
      failed: [{ slug: 'other', reason: expect.stringContaining('other') as string }],
    });
    await changeInstance(next, 'other', { url: Plaintext.fromText(urlOf()) });
    expect(await reencryptInstances(next)).toMatchObject({ moved: 0, left: 0, failed: [] });
    expect((await rowOf()).keyFingerprint).not.toBe(fingerprint);
    expect((await opened(next)).password).toBe(PASSWORD);
  });

  it('is bound again when data keys change, and its token stays as it is', async () => {
    await keep();
    const before = await rowOf();
    await startKeyOperation(acme.ctx, { cause: 'data_keys_window_over' });
    expect(await changeRootKey(acme.ctx)).toEqual({ values: 1 });
    await expect(retireRootKey(acme.ctx)).rejects.toMatchObject({ code: 'conflict' });
    expect(await runReencryption(acme.ctx)).toBe(true);
    await retireRootKey(acme.ctx);
    const after = await rowOf();
    expect(after.macKeyId).not.toBe(before.macKeyId);
    expect([after.token, (await opened()).password]).toEqual([before.token, PASSWORD]);
  });

  it('that was tampered with does not stop a change of data keys, and stays known as that', async () => {
    await keep();
    await database.prisma.instance.updateMany({ data: { mac: Buffer.alloc(32) } });
    await startKeyOperation(acme.ctx, { cause: 'data_keys_window_over' });
    await changeRootKey(acme.ctx);
    expect(await runReencryption(acme.ctx)).toBe(true);
    await retireRootKey(acme.ctx);
    expect((await listInstances(acme.ctx)).items).toMatchObject([{ slug: 'shop', tampered: true }]);
    expect(await actions()).toEqual(['instance.created', 'instance.tampered']);
  });

  it('outlives a lost master key, for its own key is another; the log says that it was bound anew', async () => {
    await keep();
    const ctx = await under({ KEYSTOW_MASTER_KEY: OTHER_MASTER_KEY });
    expect((await listInstances(ctx)).items).toMatchObject([{ slug: 'shop', tampered: null }]);
    const { state } = acme.ctx.installation.keys;
    await resetKeys(ctx, state.kind === 'unlocked' ? state.masterFingerprint : '');
    expect((await opened(ctx)).password).toBe(PASSWORD);
    expect((await listInstances(ctx)).items).toMatchObject([{ slug: 'shop', tampered: false }]);
    expect(await actions()).toEqual(['instance.created', 'instances.bound_again']);
  });

  it('under a hash of SECRET_KEY, or an older key, is said by the list and the doctor', async () => {
    const derived = await under({
      INSTANCE_ENCRYPTION_KEY: '',
      SECRET_KEY: 'Wq7-long-and-random-9Zk2',
    });
    await keep('Shop', urlOf(), derived);
    expect((await listInstances(derived)).keys).toMatchObject({
      source: 'SECRET_KEY',
      derived: true,
    });
    expect(await checkInstances(derived.installation)).toMatchObject({ status: 'warning' });
    const own = await under({ SECRET_KEY: 'Wq7-long-and-random-9Zk2' });
    expect((await listInstances(own)).keys).toMatchObject({ derived: false, older: 1 });
    expect(await checkInstances(own.installation)).toMatchObject({ status: 'warning' });
    expect(await reencryptInstances(own)).toMatchObject({ moved: 1, left: 0 });
    expect(await checkInstances(own.installation)).toMatchObject({ status: 'ok' });
    const bad = await under({ INSTANCE_ENCRYPTION_KEY: 'no key' });
    expect((await listInstances(bad)).keys.fault).toContain('INSTANCE_ENCRYPTION_KEY');
    expect(await checkInstances(bad.installation)).toMatchObject({ status: 'problem' });
  });

  it('has an id of its own kind', async () => {
    expect(fromTypeId(['instance'], (await keep()).id)).not.toBeNull();
  });
});
