import { beforeAll, expect, it } from 'vitest';
import type { ListRotationQuery, RotationItem } from '@/lib/contracts/rotation';
import type { Database } from '@/lib/db/connection/database';
import { DAY_MS } from '@/lib/domain/durations';
import { toTypeId } from '@/lib/domain/ids';
import type { Context, Installation } from '@/lib/services/context';
import { describeDatabases } from '@/lib/testing/database';
import { contextOf, testInstallation } from '@/lib/testing/installation';
import { sealSecret } from '@/lib/testing/intake';
import { lastEvents } from '@/lib/testing/last-events';
import { makeMember, makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { anyKind } from '../access/authorize';
import { readDashboard } from '../dashboard/read-dashboard';
import { describeSecret } from '../secrets/describe-secret';
import { listSecrets } from '../secrets/list-secrets';
import { createToken } from '../tokens/create-token';
import { readToken } from '../tokens/read-token';
import { listRotation } from './list-rotation';
import { countOverdue, readOutlook } from './read-outlook';
import { setRotationWindow } from './set-window';
import { endSnooze, snoozeRotation } from './snooze-rotation';

const APP = 'payments.production.billing';
const TEAM = 'payments';
const at = anyKind(APP);

/** By how many days old its value is: provider keys, of 90 days. */
const AGES = { OLDEST: 200, OLD: 91, DUE: 80, LATER: 30, NEW: 0.5 } as const;

describeDatabases('the rotation board', (open) => {
  let database: Database;
  let installation: Installation;
  let acme: TestOrganization;
  let viewer: Context;

  const run = (sql: string, ...values: unknown[]) => database.pool.query(sql, values);
  const age = (name: string, days: number) =>
    run(
      `UPDATE secret_version v SET created_at = now() - make_interval(secs => $2::float8 * 86400)
         FROM secret s WHERE s.id = v.secret_id AND s.name = $1`,
      name,
      days,
    );

  beforeAll(async () => {
    database = await open();
    installation = await testInstallation(database);
    acme = await makeOrganization(installation);
    viewer = contextOf(
      installation,
      await makeMember(acme, 'viewer', 'viewer', acme.payments.team),
    );
    for (const [name, days] of Object.entries(AGES)) {
      await sealSecret(acme.ctx, APP, name, 'api_key');
      await age(name, days);
    }
    await sealSecret(acme.ctx, TEAM, 'ANYTHING', 'generic');
    await sealSecret(acme.ctx, TEAM, 'ENDED', 'generic');
    await run(`UPDATE secret SET expires_at = now() - interval '2 days' WHERE name = 'ENDED'`);
    await sealSecret(acme.ctx, TEAM, 'LOST', 'api_key');
    await run(
      `UPDATE secret_version SET lost_at = now() - interval '3 days'
        WHERE secret_id = (SELECT id FROM secret WHERE name = 'LOST')`,
    );
    await sealSecret(acme.ctx, 'search', 'ELSEWHERE', 'api_key');
    await age('ELSEWHERE', 300);
  });

  async function readAll(ctx: Context, query: ListRotationQuery = {}): Promise<RotationItem[]> {
    const items: RotationItem[] = [];
    for (let after: string | undefined; ;) {
      const page = await listRotation(ctx, { ...query, after });
      items.push(...page.items);
      if (page.next === null) return items;
      after = page.next;
    }
  }
  const keysOf = async (query: ListRotationQuery) =>
    (await readAll(acme.ctx, query)).map(({ key }) => key);
  const snooze = (key: string, days = 10, ctx = acme.ctx) =>
    snoozeRotation(ctx, { reference: at, key }, { reason: 'The vendor is closed.', days });

  it('is in the order in which things are due, each once, whatever the page', async () => {
    const expected = ['OLDEST', 'LOST', 'ENDED', 'OLD', 'DUE', 'LATER', 'NEW', 'ANYTHING'];
    for (const limit of [1, 3, 100]) expect(await keysOf({ scope: TEAM, limit })).toEqual(expected);
    const items = await readAll(acme.ctx, { scope: TEAM });
    const told = items.map(({ key, status, cause }) => [key, status, cause]);
    expect(told).toEqual([
      ['OLDEST', 'overdue', 'age'],
      ['LOST', 'overdue', 'lost'],
      ['ENDED', 'overdue', 'expiry'],
      ['OLD', 'overdue', 'age'],
      ['DUE', 'due', 'age'],
      ['LATER', 'upcoming', 'age'],
      ['NEW', 'upcoming', 'age'],
      ['ANYTHING', 'unlimited', null],
    ]);
    const old = items.find(({ key }) => key === 'OLD')!;
    expect(old).toMatchObject({ ageDays: 91, windowDays: 90, owner: null });
    expect(Date.parse(old.dueAt!) - Date.parse(old.since)).toBe(90 * DAY_MS);
  });

  it('is narrowed by status, type, owner and name, all of which must fit', async () => {
    expect(await keysOf({ scope: TEAM, status: ['due', 'upcoming'] })).toEqual([
      'DUE',
      'LATER',
      'NEW',
    ]);
    expect(await keysOf({ scope: TEAM, type: 'generic' })).toEqual(['ENDED', 'ANYTHING']);
    expect(await keysOf({ scope: TEAM, q: 'old', status: ['overdue'] })).toEqual(['OLDEST', 'OLD']);
    await run(`UPDATE secret SET owner_user_id = $1 WHERE name = 'LATER'`, acme.owner.id);
    const owner = toTypeId('user', acme.owner.id);
    expect(await keysOf({ owner })).toEqual(['LATER']);
    expect(await keysOf({ owner: 'none', type: 'api_key', status: ['upcoming'] })).toEqual(['NEW']);
    await expect(listRotation(acme.ctx, { after: 'bm9uZQ' })).rejects.toMatchObject({
      code: 'invalid_shape',
    });
  });

  it('counts what it lists, by status, coming week and age', async () => {
    const { counts, weeks, ages } = await readOutlook(acme.ctx, { scope: TEAM });
    expect(counts).toEqual({
      ...{ overdue: 4, due: 1, upcoming: 2, fine: 0, snoozed: 0, unlimited: 1 },
    });
    expect(weeks.map(({ count }) => count)).toEqual([0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1]);
    // Of those with a window; what is lost is as old as its value.
    expect(ages.map(({ count }) => count)).toEqual([2, 0, 0, 1, 0, 0, 0, 0, 1, 0, 2]);
    expect(await countOverdue(viewer)).toBe(4);
  });

  it('shows what somebody may list and nothing else', async () => {
    const seen = await readAll(viewer);
    expect(seen.map(({ key }) => key)).not.toContain('ELSEWHERE');
    expect(seen.every(({ subject }) => subject === null)).toBe(true);
    expect((await keysOf({}))[0]).toBe('ELSEWHERE');
    const { token } = await createToken(acme.ctx, {
      name: 'narrow',
      permissions: ['secrets:list', 'rotation:run'],
      namePatterns: ['OLD*'],
    });
    const narrow = contextOf(installation, (await readToken(installation, token))!);
    expect((await readAll(narrow)).map(({ key }) => key)).toEqual(['OLDEST', 'OLD']);
    await expect(snooze('DUE', 3, narrow)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('has the console’s own keys on it for those who manage them', async () => {
    const items = await readAll(acme.ctx);
    const own = items.filter(({ subject }) => subject !== null);
    expect(own).toContainEqual(
      expect.objectContaining({ subject: 'master_key', windowDays: 180, wizard: '/keys/rotate' }),
    );
    expect(own.map(({ subject, windowDays }) => [subject, windowDays])).toEqual(
      expect.arrayContaining([
        ['data_keys', 180],
        ['jwt_secret', 90],
        ['INSTANCE_ENCRYPTION_KEY', 180],
      ]),
    );
    await run(`UPDATE master_fingerprint SET first_seen_at = now() - interval '200 days'`);
    expect(await keysOf({ status: ['overdue'], q: 'key' })).toEqual(['Master key']);
    const target = { subject: 'master_key' };
    await snoozeRotation(acme.ctx, target, { reason: 'Next week, with the operators.', days: 7 });
    const [put] = await readAll(acme.ctx, { status: ['snoozed'] });
    expect(put).toMatchObject({
      subject: 'master_key',
      snooze: { snoozedBy: 'owner@acme.example' },
    });
    await expect(snoozeRotation(viewer, target, { reason: 'x', days: 1 })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await endSnooze(acme.ctx, target);
    expect(await keysOf({ status: ['overdue'], q: 'key' })).toEqual(['Master key']);
  });

  it('puts off what was looked at, until then or until there is a new value', async () => {
    const before = await countOverdue(acme.ctx);
    await snooze('OLD');
    await snooze('OLD', 20);
    expect(await countOverdue(acme.ctx)).toBe(before - 1);
    const [item] = await readAll(acme.ctx, { scope: TEAM, status: ['snoozed'] });
    expect(item).toMatchObject({ key: 'OLD', snooze: { reason: 'The vendor is closed.' } });
    const { overdue } = await readDashboard(acme.ctx, anyKind(TEAM));
    expect(overdue.map(({ key }) => key)).toEqual(['OLDEST', 'LOST', 'ENDED']);
    expect((await lastEvents(database.prisma, acme.id, 1))[0]).toMatchObject({
      action: 'rotation.snoozed',
      secret: { name: 'OLD' },
      reason: 'The vendor is closed.',
    });
    await run(`UPDATE rotation_snooze SET until = now()`);
    expect(await countOverdue(acme.ctx)).toBe(before);
    await snooze('OLD');
    await endSnooze(acme.ctx, { reference: at, key: 'OLD' });
    expect(await countOverdue(acme.ctx)).toBe(before);
    await snooze('OLD');
    await sealSecret(acme.ctx, APP, 'OLD', 'api_key');
    await age('OLD', -0.001);
    expect(await keysOf({ q: 'old', scope: TEAM, status: ['snoozed'] })).toEqual([]);
  });

  it('says the same as the vault and the overview, whatever windows are set', async () => {
    await setRotationWindow(acme.ctx, at, { days: 25 });
    const board = await readAll(acme.ctx, { scope: APP });
    const { items } = await listSecrets(acme.ctx, at, {});
    const said = items.map(({ key, windowDays, dueAt }) => [key, windowDays, dueAt]);
    expect(said.sort()).toEqual(
      board.map(({ key, windowDays, dueAt }) => [key, windowDays, dueAt]).sort(),
    );
    expect(board.find(({ key }) => key === 'LATER')).toMatchObject({ status: 'overdue' });
    const { places } = await readDashboard(acme.ctx, anyKind(TEAM));
    const { counts } = await readOutlook(acme.ctx, { scope: acme.payments.workspace.path });
    expect(places.find(({ scope }) => scope.kind === 'workspace')?.counts.overdue).toBe(
      counts.overdue,
    );
  });

  it('lets no secret say itself that it may get older than what limits it', async () => {
    const say = (rotationWindowDays: number | null) =>
      describeSecret(acme.ctx, at, 'NEW', { rotationWindowDays });
    await expect(say(26)).rejects.toMatchObject({
      extras: { issues: [{ pointer: '/rotationWindowDays', code: 'window_looser' }] },
    });
    expect(await say(25)).toMatchObject({ rotationWindowDays: 25, windowDays: 25 });
    expect(await say(20)).toMatchObject({ windowDays: 20 });
    expect(await say(null)).toMatchObject({ rotationWindowDays: null, windowDays: 25 });
  });

  it('puts off nothing for more than 180 days in all, until there is a new value', async () => {
    const refused = (left: number) => ({
      status: 422,
      extras: {
        issues: [{ code: 'put_off_too_long', message: expect.stringMatching(`${left} are`) }],
      },
    });
    const over = (days: number) =>
      run(`UPDATE rotation_snooze SET until = now(), snoozed_at = now() - interval '${days * 24} h'
            WHERE until > now() AND ended_at IS NULL`);
    await age('LATER', 200);
    await snooze('LATER', 90);
    await over(90);
    await snooze('LATER', 60);
    await over(60);
    await expect(snooze('LATER', 31)).rejects.toMatchObject(refused(30));
    await snooze('LATER', 30);
    await sealSecret(acme.ctx, APP, 'LATER', 'api_key');
    await snooze('LATER', 90);
    const key = (days: number) =>
      snoozeRotation(acme.ctx, { subject: 'master_key' }, { reason: 'Next week.', days });
    await key(90);
    await over(90);
    // Another test has put it off for a moment.
    await key(89);
    await over(89);
    await expect(key(1)).rejects.toMatchObject(refused(0));
  });
});
