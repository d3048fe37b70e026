import { beforeAll, expect, it } from 'vitest';
import type { SetRotationWindowInput } from '@/lib/contracts/rotation';
import type { Database } from '@/lib/db/connection/database';
import type { KeystowError } from '@/lib/domain/errors';
import { fromTypeId } from '@/lib/domain/ids';
import type { Context, Installation } from '@/lib/services/context';
import { describeDatabase } from '@/lib/testing/database';
import { contextOf, testInstallation } from '@/lib/testing/installation';
import { sealSecret } from '@/lib/testing/intake';
import { lastEvents } from '@/lib/testing/last-events';
import { makeMember, makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { anyKind, PLATFORM_SCOPE } from '../access/authorize';
import { readKeyOverview } from '../keys/read-key-overview';
import { createToken } from '../tokens/create-token';
import { readToken } from '../tokens/read-token';
import { endRotationWindow } from './end-window';
import { listRotation } from './list-rotation';
import { listRotationWindows } from './list-windows';
import { setRotationWindow } from './set-window';
import { signRotationWindow } from './sign-window';

const APP = 'payments.production.billing';
const TEAM = 'payments';
const LOOSER = { reason: 'The vendor issues these twice a year.', endsInDays: 60 };

describeDatabase('rotation windows', (open) => {
  let database: Database;
  let installation: Installation;
  let acme: TestOrganization;
  let editor: Context;
  let admin: Context;

  beforeAll(async () => {
    database = await open();
    installation = await testInstallation(database);
    acme = await makeOrganization(installation);
    const { team } = acme.payments;
    editor = contextOf(installation, await makeMember(acme, 'editor', 'editor', team));
    admin = contextOf(installation, await makeMember(acme, 'admin', 'admin', team));
  });

  let made = 0;
  /** A fresh provider key of the app: 90 days by its type. */
  async function sealed(): Promise<string> {
    const key = `KEY_${(made += 1)}`;
    await sealSecret(acme.ctx, APP, key, 'api_key');
    return key;
  }
  const set = (ctx: Context, place: string, input: SetRotationWindowInput) =>
    setRotationWindow(ctx, anyKind(place), input);
  const holding = async (key: string) => {
    const { items } = await listRotation(acme.ctx, { scope: APP, q: key });
    return items.find((item) => item.key === key)!;
  };
  const refusal = async (work: Promise<unknown>) => {
    const error = await work.then(
      () => null,
      (reason: unknown) => reason as KeystowError,
    );
    return [
      error?.code,
      ...(error?.extras.issues ?? []).map(({ pointer, code }) => pointer + code),
    ];
  };
  const eventsOf = (count: number) => lastEvents(database.prisma, acme.id, count);

  it('of a stricter policy hold at once, and are told where they come from', async () => {
    const key = await sealed();
    expect(await holding(key)).toMatchObject({ windowDays: 90, origin: { by: 'type' } });
    const window = await set(editor, APP, { key, days: 30 });
    expect(window).toMatchObject({ key, days: 30, looser: false, state: 'holds', mayEnd: true });
    expect(await holding(key)).toMatchObject({
      windowDays: 30,
      origin: { by: 'window', window: window.id, path: APP, looser: false },
    });
    const [event] = await eventsOf(1);
    expect(event).toMatchObject({
      action: 'rotation_window.set',
      secret: { name: key },
      window: { id: window.id },
      days: 30,
      looser: false,
    });
    await endRotationWindow(editor, anyKind(APP), window.id);
    expect(await holding(key)).toMatchObject({ windowDays: 90 });
    await endRotationWindow(editor, anyKind(APP), window.id);
    expect((await eventsOf(2)).map(({ action }) => action)).toEqual([
      'rotation_window.set',
      'rotation_window.ended',
    ]);
  });

  it('that are looser need a reason, an end, and a second person', async () => {
    const key = await sealed();
    expect(await refusal(set(editor, APP, { key, days: 120 }))).toEqual([
      'rule_broken',
      '/reasonwindow_looser',
      '/endsInDayswindow_looser',
    ]);
    const asked = await set(editor, APP, { key, days: 120, ...LOOSER });
    expect(asked).toMatchObject({ looser: true, state: 'asked', maySign: false, mayEnd: true });
    expect(await holding(key)).toMatchObject({ windowDays: 90 });
    expect(await refusal(signRotationWindow(editor, anyKind(APP), asked.id))).toEqual([
      'forbidden',
    ]);
    const seen = await listRotationWindows(admin, anyKind(APP), { key });
    expect(seen.items).toMatchObject([{ id: asked.id, state: 'asked', maySign: true }]);
    expect(seen.present).toEqual([{ type: 'api_key', days: 90 }]);
    const signed = await signRotationWindow(admin, anyKind(APP), asked.id);
    expect(signed).toMatchObject({ state: 'holds', signedBy: 'admin@acme.example' });
    expect(await holding(key)).toMatchObject({
      windowDays: 120,
      origin: { by: 'window', looser: true },
    });
    const [event] = await eventsOf(1);
    expect(event).toMatchObject({
      action: 'rotation_window.signed',
      askedBy: 'editor@acme.example',
      reason: LOOSER.reason,
      days: 120,
    });
    expect(await refusal(signRotationWindow(admin, anyKind(APP), asked.id))).toEqual([
      'conflict',
      'not_asked',
    ]);
  });

  it('that are looser end by themselves, and give way to a stricter one made later', async () => {
    const key = await sealed();
    const asked = await set(editor, APP, { key, days: 120, ...LOOSER });
    await signRotationWindow(admin, anyKind(APP), asked.id);
    const later = await set(editor, APP, { key, days: 45 });
    expect(await holding(key)).toMatchObject({ windowDays: 45 });
    await endRotationWindow(editor, anyKind(APP), later.id);
    expect(await holding(key)).toMatchObject({ windowDays: 120 });
    await database.pool.query(`UPDATE rotation_window SET ends_at = now() WHERE looser`);
    expect(await holding(key)).toMatchObject({ windowDays: 90 });
    const { items } = await listRotationWindows(admin, anyKind(APP), { key, ended: 'true' });
    expect(items.map(({ state }) => state)).toEqual(['ended', 'over']);
  });

  it('are neither asked for nor signed by a token, since nobody knows in whose hand it is', async () => {
    const key = await sealed();
    const { token: text } = await createToken(acme.ctx, { name: 'asks', permissions: ['*'] });
    const token = contextOf(installation, (await readToken(installation, text))!);
    expect(await refusal(set(token, APP, { key, days: 120, ...LOOSER }))).toEqual(['forbidden']);
    expect(await set(token, APP, { key, days: 45 })).toMatchObject({ state: 'holds' });
    const asked = await set(editor, APP, { key, days: 120, ...LOOSER });
    expect(await refusal(signRotationWindow(token, anyKind(APP), asked.id))).toEqual(['forbidden']);
    expect(await refusal(signRotationWindow(editor, anyKind(APP), asked.id))).toEqual([
      'forbidden',
    ]);
    expect(await signRotationWindow(admin, anyKind(APP), asked.id)).toMatchObject({
      state: 'holds',
    });
  });

  it('of all secrets of a scope are signed with the rights of its admins', async () => {
    const key = await sealed();
    const asked = await set(acme.ctx, TEAM, { type: 'api_key', days: 100, ...LOOSER });
    expect(await refusal(signRotationWindow(editor, anyKind(TEAM), asked.id))).toEqual([
      'forbidden',
    ]);
    const shown = await listRotationWindows(editor, anyKind(APP));
    expect(shown.items.find(({ id }) => id === asked.id)).toMatchObject({
      inherited: true,
      scope: { path: TEAM },
      maySign: false,
    });
    await signRotationWindow(admin, anyKind(TEAM), asked.id);
    expect(await holding(key)).toMatchObject({ windowDays: 100, origin: { path: TEAM } });
    const { present } = await listRotationWindows(editor, anyKind(APP));
    expect(present).toContainEqual({ type: 'api_key', days: 100 });
    expect(present).toContainEqual({ type: null, days: null });
    await endRotationWindow(admin, anyKind(TEAM), asked.id);
  });

  it('are found where they were set, and changed by those who may rotate there', async () => {
    const key = await sealed();
    const viewer = contextOf(
      installation,
      await makeMember(acme, 'viewer', 'viewer', acme.payments.team),
    );
    const window = await set(editor, APP, { key, days: 30 });
    expect(await refusal(endRotationWindow(editor, anyKind(TEAM), window.id))).toEqual([
      'not_found',
    ]);
    expect(await refusal(endRotationWindow(viewer, anyKind(APP), window.id))).toEqual([
      'forbidden',
    ]);
    expect(await refusal(set(viewer, APP, { key, days: 20 }))).toEqual(['forbidden']);
    expect(await refusal(set(editor, '_platform', { days: 20 }))).toEqual(['forbidden']);
    const { items } = await listRotationWindows(viewer, anyKind(APP), { key });
    expect(items).toMatchObject([{ maySign: false, mayEnd: false }]);
    expect(await refusal(set(editor, APP, { key: 'NONE', days: 20 }))).toEqual(['not_found']);
    expect(await refusal(set(editor, APP, { key, type: 'api_key', days: 20 }))).toEqual([
      'rule_broken',
      '/typeone_target',
    ]);
    expect(await refusal(set(editor, APP, { key, days: 20, endsInDays: 3 }))).toEqual([
      'rule_broken',
      '/endsInDaysnot_looser',
    ]);
  });

  it('are at most 50 of one secret, those that ended not counted', async () => {
    const key = await sealed();
    const last = await set(editor, APP, { key, days: 80 });
    await database.pool.query(
      `INSERT INTO rotation_window (id, organization_id, scope_id, secret_id, days, set_by)
       SELECT gen_random_uuid(), organization_id, scope_id, secret_id, 80, 'test'
         FROM rotation_window, generate_series(1, 49) WHERE id = $1`,
      [fromTypeId(['window'], last.id)],
    );
    expect(await refusal(set(editor, APP, { key, days: 70 }))).toEqual(['conflict', 'windows_max']);
    await endRotationWindow(editor, anyKind(APP), last.id);
    expect(await set(editor, APP, { key, days: 70 })).toMatchObject({ state: 'holds' });
  });

  it('of the console’s keys are for those who manage these, on the organization', async () => {
    const subject = 'master_key';
    expect(await refusal(set(admin, TEAM, { subject, days: 30 }))).toEqual(['forbidden']);
    expect(await refusal(set(acme.ctx, TEAM, { subject, days: 30 }))).toEqual([
      'rule_broken',
      '/subjectnot_here',
    ]);
    expect(await refusal(set(acme.ctx, '_platform', { subject: 'none', days: 3 }))).toEqual([
      'not_found',
    ]);
    const window = await setRotationWindow(acme.ctx, PLATFORM_SCOPE, { subject, days: 30 });
    const board = await listRotation(acme.ctx, { q: 'master key' });
    expect(board.items).toMatchObject([
      { subject, windowDays: 30, origin: { window: window.id }, status: 'upcoming' },
    ]);
    expect((await readKeyOverview(acme.ctx)).window).toMatchObject({ days: 30 });
    expect(await refusal(set(acme.ctx, '_platform', { subject, days: 60 }))).toContain(
      '/reasonwindow_looser',
    );
    expect((await listRotationWindows(editor, anyKind(APP))).items).not.toContainEqual(
      expect.objectContaining({ subject }),
    );
  });
});
