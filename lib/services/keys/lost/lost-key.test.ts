import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import type { Database } from '@/lib/db/connection/database';
import { KeystowError } from '@/lib/domain/errors';
import { toTypeId } from '@/lib/domain/ids';
import { Plaintext } from '@/lib/domain/plaintext';
import { ownContext } from '@/lib/services/context';
import type { Context, Installation } from '@/lib/services/context';
import { describeDatabase } from '@/lib/testing/database';
import {
  contextOf,
  OTHER_MASTER_KEY,
  TEST_MASTER_KEY,
  testInstallation,
} from '@/lib/testing/installation';
import { openCurrentValue } from '@/lib/testing/open-current-value';
import { makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { enrol } from '@/lib/testing/second-factor';
import { anyKind, PLATFORM_SCOPE } from '../../access/authorize';
import { joinNodes } from '../../nodes/join-nodes';
import { aliasSecret } from '../../secrets/alias-secret';
import { destroyVersion } from '../../secrets/destroy-version';
import { listSecrets } from '../../secrets/list-secrets';
import { putSecret } from '../../secrets/put-secrets';
import { rollBackSecret } from '../../secrets/roll-back-secret';
import { readKeyOverview } from '../read-key-overview';
import { readLostKeyTriage } from './read-triage';
import { readWorksheet, readWorksheetProgress } from './read-worksheet';
import { recoverLostValues } from './recover-lost-values';
import { resetKeys } from './reset-keys';
import { tryKey } from './try-key';

const APP = anyKind('payments.production.billing');
const lostKey = () => Plaintext.fromText(TEST_MASTER_KEY);

describeDatabase('a lost master key', (open) => {
  let database: Database;
  let before: Installation;
  let acme: TestOrganization;

  beforeEach(async () => {
    database = await open();
    before = await testInstallation(database);
    acme = await makeOrganization(before);
    await put(acme.ctx, 'ONE', 'first');
    await put(acme.ctx, 'ONE', 'second');
    await put(acme.ctx, 'TWO', 'other');
    await putSecret(acme.ctx, PLATFORM_SCOPE, input('SHARED', 'common'));
  });

  const input = (key: string, text: string) =>
    ({ key, plaintext: Plaintext.fromText(text), format: 'utf8', type: 'generic' }) as const;
  const put = (ctx: Context, key: string, text: string) => putSecret(ctx, APP, input(key, text));
  const needed = () =>
    before.keys.state.kind === 'unlocked' ? before.keys.state.masterFingerprint : '';
  const startLocked = (settings = {}) =>
    testInstallation(database, { KEYSTOW_MASTER_KEY: OTHER_MASTER_KEY, ...settings });

  async function valueOf(installation: Installation, name: string): Promise<string> {
    const { id } = await database.prisma.secret.findFirstOrThrow({ where: { name } });
    return (await openCurrentValue(installation, toTypeId('secret', id))).toString();
  }

  async function startReset(): Promise<Context> {
    const ctx = contextOf(await startLocked(), acme.owner);
    await resetKeys(ctx, needed());
    return ctx;
  }

  it('is looked for in every place, and its cost is told before it is given up', async () => {
    const triage = await readLostKeyTriage(contextOf(await startLocked(), acme.owner));
    expect(triage).toMatchObject({
      locked: true,
      needed: [{ fingerprint: needed(), source: 'KEYSTOW_MASTER_KEY' }],
      places: [{ place: 'KEYSTOW_MASTER_KEY', fits: false }],
      holders: [],
      loses: { secrets: 3, versions: 4, secondFactors: 0, connectors: 0 },
    });
    expect(triage.keeps.people).toBeGreaterThan(0);
  });

  it('is told from another one by trying it, without being kept', async () => {
    const ctx = contextOf(await startLocked(), acme.owner);
    expect(await tryKey(ctx, lostKey())).toEqual({ fingerprint: needed(), fits: 'in_force' });
    expect(await tryKey(ctx, Plaintext.fromText(OTHER_MASTER_KEY))).toMatchObject({ fits: 'no' });
    await expect(tryKey(ctx, Plaintext.fromText('short'))).rejects.toMatchObject({
      code: 'rule_broken',
    });
  });

  it('is not given up while the console is unlocked, the fingerprint is not typed, or a node holds it', async () => {
    await expect(resetKeys(acme.ctx, needed())).rejects.toMatchObject({ code: 'conflict' });
    const ctx = contextOf(await startLocked(), acme.owner);
    await expect(resetKeys(ctx, 'mk_0000000000000000')).rejects.toMatchObject({
      code: 'rule_broken',
    });
    const leave = await joinNodes(before);
    await expect(resetKeys(ctx, needed())).rejects.toThrow(/holds/);
    await leave();
    expect(await database.prisma.keyReset.count()).toBe(0);
    expect(await valueOf(before, 'ONE')).toBe('second');
  });

  it('is looked for and not given up where a source could not start a console, and says which', async () => {
    const locked = await startLocked();
    const file = path.join(tmpdir(), 'keystow-no-such-file');
    const env = { ...locked.env, masterKeyFile: file };
    const ctx = contextOf({ ...locked, env }, acme.owner);
    const { places } = await readLostKeyTriage(ctx);
    expect(places).toEqual([
      { place: 'KEYSTOW_MASTER_KEY_FILE', fingerprint: null, fits: false },
      { place: 'KEYSTOW_MASTER_KEY', fingerprint: expect.any(String) as string, fits: false },
    ]);
    await expect(resetKeys(ctx, needed())).rejects.toMatchObject({ code: 'conflict' });
    await expect(resetKeys(ctx, needed())).rejects.toThrow(/KEYSTOW_MASTER_KEY_FILE/);
    expect(await readKeyOverview(ctx)).toMatchObject({ state: 'locked' });
    expect(await database.prisma.keyReset.count()).toBe(0);
  });

  it('once given up leaves names without values, and the console works under the new key', async () => {
    const ctx = await startReset();
    const { items } = await listSecrets(ctx, APP);
    expect(
      items.map(({ key, lostAt, fingerprint }) => [key, lostAt !== null, fingerprint]),
    ).toEqual([
      ['ONE', true, null],
      ['TWO', true, null],
    ]);
    await expect(rollBackSecret(ctx, APP, 'ONE', { version: 1 })).rejects.toThrow(/lost/);
    await put(ctx, 'ONE', 'third');
    expect(await valueOf(ctx.installation, 'ONE')).toBe('third');
    const again = await startLocked();
    expect(again.keys.unlocked).toBe(true);
    expect(await valueOf(again, 'ONE')).toBe('third');
    const old = await testInstallation(database);
    expect(old.keys.state).toMatchObject({ kind: 'locked', given: needed() });
  });

  it('leaves a worksheet by owner, scope and type that is worked off by entering values', async () => {
    await aliasSecret(acme.ctx, APP, { key: 'ALIAS', aliasOf: 'ONE' });
    const ctx = await startReset();
    const sheet = await readWorksheet(ctx, {});
    expect(sheet.items.map(({ key, state, dependents }) => [key, state, dependents])).toEqual([
      ['SHARED', 'open', 0],
      ['ONE', 'open', 1],
      ['TWO', 'open', 0],
    ]);
    await put(ctx, 'TWO', 'entered');
    expect(await readWorksheetProgress(ctx, { by: 'scope' })).toMatchObject({
      open: 2,
      done: 1,
      resets: [{ lostFingerprints: [needed()], versionsLost: 4, by: acme.owner.email }],
      groups: [
        { id: '_platform', open: 1, done: 0 },
        { id: 'payments.production.billing', open: 1, done: 1 },
      ],
    });
    const first = await readWorksheet(ctx, { limit: 1, state: 'open' });
    const next = await readWorksheet(ctx, { limit: 1, state: 'open', after: first.next! });
    expect([...first.items, ...next.items].map((line) => line.key)).toEqual(['SHARED', 'ONE']);
    expect(next.next).toBeNull();
    expect((await readWorksheet(ctx, { scope: APP.ref, owner: 'none' })).items).toHaveLength(2);
  });

  it('is quoted with what each log held by the first event under the new keys', async () => {
    const sizeOf = async (chainId: string) =>
      (await database.prisma.auditHead.findUniqueOrThrow({ where: { chainId } })).size;
    const size = await sizeOf(acme.id);
    const ctx = await startReset();
    const [event] = await database.prisma.auditEvent.findMany({
      where: { chainId: acme.id, number: { gt: size } },
      orderBy: { number: 'asc' },
    });
    const told = JSON.parse(event!.text!) as { action: string; details: Record<string, unknown> };
    expect(told.action).toBe('keys.reset');
    expect(told.details).toMatchObject({ size: String(size), secretsLost: 3, versionsLost: 4 });
    expect(told.details['root']).toMatch(/^[0-9a-f]{64}$/);
    await put(ctx, 'TWO', 'goes on');
    expect(await sizeOf(acme.id)).toBeGreaterThan(size + 1n);
  });

  it('takes second factors with it, and names whose', async () => {
    await enrol(ownContext(acme.ctx));
    const ctx = await startReset();
    expect(await database.prisma.secondFactor.count()).toBe(0);
    expect(await database.prisma.recoveryCode.count()).toBe(0);
    const { people } = await readWorksheetProgress(ctx, {});
    expect(people).toMatchObject([{ email: acme.owner.email, again: false }]);
  });

  it('brings back what was set aside when it turns up; what was entered since stays current', async () => {
    const ctx = await startReset();
    await put(ctx, 'ONE', 'entered');
    await destroyVersion(ctx, APP, 'ONE', 1);
    await expect(
      recoverLostValues(ctx, Plaintext.fromText(OTHER_MASTER_KEY)),
    ).rejects.toBeInstanceOf(KeystowError);
    expect(await tryKey(ctx, lostKey())).toMatchObject({ fits: 'set_aside' });
    const done = await recoverLostValues(ctx, lostKey());
    expect(done).toEqual({ recovered: 3, unreadable: 0, left: 0 });
    expect(await valueOf(ctx.installation, 'ONE')).toBe('entered');
    expect(await valueOf(ctx.installation, 'TWO')).toBe('other');
    await rollBackSecret(ctx, APP, 'ONE', { version: 2 });
    expect(await valueOf(ctx.installation, 'ONE')).toBe('second');
    const states = (await readWorksheet(ctx, {})).items.map(({ key, state }) => [key, state]);
    expect(states).toEqual([
      ['SHARED', 'recovered'],
      ['ONE', 'entered'],
      ['TWO', 'recovered'],
    ]);
    expect(await database.prisma.lostDataKey.count()).toBe(0);
  });
});
