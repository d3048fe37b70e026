import { beforeAll, expect, it } from 'vitest';
import type { Receipt, SecretDelivery } from '@/lib/contracts/delivery';
import type { Worker } from '@/lib/contracts/worker';
import { leafHash } from '@/lib/crypto/merkle';
import { findReceipt } from '@/lib/db/deliveries/receipts';
import { fromTypeId } from '@/lib/domain/ids';
import { describeDatabase } from '@/lib/testing/database';
import { RUNNER, takeOf } from '@/lib/testing/deliveries';
import { makeToken } from '@/lib/testing/organization';
import { openRest } from '@/lib/testing/rest';
import type { Rest } from '@/lib/testing/rest';
import { verifyLog } from '../audit/verify-log';
import { createToken } from '../tokens/create-token';
import { receiptDigest } from './receipt-digest';

describeDatabase('receipts', (open) => {
  let rest: Rest;
  let app: string;

  beforeAll(async () => {
    rest = await openRest(await open());
    app = rest.organization.payments.app.id;
    await put('/platform', 'SHARED', 'canary-platform');
    await put('/platform', 'WIDE', 'canary-wide');
    await put(`/apps/${app}`, 'SHARED', 'canary-own');
    const body = { key: 'BYNAME', aliasOf: 'WIDE' };
    await rest.send(rest.machine, 'POST', `/apps/${app}/secrets`, { body });
  });

  async function put(place: string, key: string, value: string): Promise<void> {
    await rest.send(rest.machine, 'POST', `${place}/secrets`, { body: { key, value } });
  }

  const read = (path: string, sender = rest.machine) => rest.send(sender, 'GET', path);

  async function receiptOf(id: string): Promise<Receipt> {
    return (await read(`/deliveries/${id}`)).json as unknown as Receipt;
  }

  it('a receipt says what a run got, from which scope and why, as the log says', async () => {
    const { id, worker } = await takeOf(rest, app, { runner: RUNNER });
    const { text, json } = await read(`/deliveries/${id}`);
    expect(text).not.toMatch(/canary/);
    expect(json).toMatchObject({
      id,
      matchesLog: true,
      names: 3,
      acknowledgedAt: null,
      worker: { id: worker, host: 'web-1', command: 'node' },
      takenBy: { kind: 'token', name: 'test' },
      items: [
        { name: 'BYNAME', via: 'alias', scope: { path: 'payments.production.billing' } },
        { name: 'SHARED', via: 'secret', shadowed: 1, version: 1 },
        { name: 'WIDE', scope: { kind: 'organization', path: '_platform' }, shadowed: 0 },
      ],
    });
    const byName = (json as unknown as Receipt).items[0]!;
    expect(byName.secret?.key).toBe('WIDE');
  });

  it.each([
    [
      'a version',
      `UPDATE delivery_item SET version = 9 WHERE name = 'SHARED' AND delivery_id = $1`,
    ],
    [
      'a scope',
      `UPDATE delivery_item SET scope_path = 'x' WHERE name = 'WIDE' AND delivery_id = $1`,
    ],
    ['a name that is gone', `DELETE FROM delivery_item WHERE name = 'WIDE' AND delivery_id = $1`],
    ['who took it', `UPDATE delivery SET taken_by = 'somebody' WHERE id = $1`],
    ['that it was whole or not', `UPDATE delivery SET partial = TRUE WHERE id = $1`],
    ['when', `UPDATE delivery SET at = at - interval '1 day' WHERE id = $1`],
    ['that it was of staged versions', `UPDATE delivery SET staged = TRUE WHERE id = $1`],
    [
      'its event',
      `UPDATE audit_event SET text = replace(text, 'staged', 'stagex') WHERE target_id = $1`,
    ],
    ['an event that is gone', `DELETE FROM audit_event WHERE target_id = $1`],
  ])('a receipt of which somebody changed %s does not match the log', async (_, statement) => {
    const { id } = await takeOf(rest, app);
    expect((await receiptOf(id)).matchesLog).toBe(true);
    const uuid = fromTypeId(['delivery'], id);
    await rest.installation.database.pool.query(statement, [uuid]);
    expect((await receiptOf(id)).matchesLog).toBe(false);
  });

  it('who changes receipt, event and leaf alike is found by verifying the log', async () => {
    const { id } = await takeOf(rest, app);
    const { pool, prisma } = rest.installation.database;
    const uuid = fromTypeId(['delivery'], id)!;
    const digestNow = async () => {
      const found = (await findReceipt(prisma, rest.organization.id, uuid))!;
      return receiptDigest(found.delivery, found.items);
    };
    const before = await digestNow();
    await pool.query(`UPDATE delivery SET taken_by = 'somebody' WHERE id = $1`, [uuid]);
    const event = await prisma.auditEvent.findFirstOrThrow({ where: { targetId: uuid } });
    const text = event.text!.replace(before, await digestNow());
    const { chainId, number } = event;
    const data = { text, leaf: leafHash(text) };
    await prisma.auditEvent.update({ where: { chainId_number: { chainId, number } }, data });
    expect((await receiptOf(id)).matchesLog).toBe(true);
    expect((await verifyLog(rest.organization.ctx)).ok).toBe(false);
  });

  it('where retention erased the event it says that nothing is known', async () => {
    const { id } = await takeOf(rest, app);
    const uuid = fromTypeId(['delivery'], id);
    const { pool } = rest.installation.database;
    await pool.query('UPDATE audit_event SET text = NULL WHERE target_id = $1', [uuid]);
    expect((await receiptOf(id)).matchesLog).toBeNull();
  });

  it('one that might go on without some names says so, whether or not any were left out', async () => {
    const partly = await takeOf(rest, app, { partial: true });
    expect(await receiptOf(partly.id)).toMatchObject({
      ...{ partial: true, leftOut: [], matchesLog: true },
    });
    expect(await receiptOf((await takeOf(rest, app)).id)).toMatchObject({ partial: false });
  });

  it('the acknowledgement comes later, and leaves it as the log says', async () => {
    const { id } = await takeOf(rest, app);
    await rest.send(rest.machine, 'POST', `/deliveries/${id}/ack`);
    const { acknowledgedAt, matchesLog } = await receiptOf(id);
    expect([acknowledgedAt === null, matchesLog]).toEqual([false, true]);
  });

  it('it is read by who took it and by who may list the app, and by nobody else', async () => {
    const { organization } = rest;
    const taker = await makeToken(organization, organization.payments.team, ['deliveries:create']);
    const { id } = await takeOf(rest, app, { token: taker });
    const status = async (token: string) => (await read(`/deliveries/${id}`, { token })).status;
    expect(await status(taker)).toBe(200);
    expect(await status(await makeToken(organization, undefined, ['secrets:list']))).toBe(200);
    expect(await status(await makeToken(organization, undefined, ['deliveries:create']))).toBe(403);
    expect(await status(await makeToken(organization, organization.search.team))).toBe(404);
  });

  it('that asked for names beyond those of whoever looks does not seem to have asked for all', async () => {
    const { id, worker } = await takeOf(rest, app, { only: ['SHARED'], runner: RUNNER });
    const { ctx } = rest.organization;
    const limited = { name: 'limited', permissions: ['secrets:list' as const] };
    const { token } = await createToken(ctx, { ...limited, namePatterns: ['WI*'] });
    const told = (await read(`/deliveries/${id}`, { token })).json;
    expect([told['only'], told['onlyBeyond'], told['names']]).toEqual([[], true, 0]);
    expect(await receiptOf(id)).toMatchObject({ only: ['SHARED'], onlyBeyond: false });
    const board = (await read(`/apps/${app}/workers`, { token })).json['items'] as Worker[];
    expect(board.find((one) => one.id === worker)).toMatchObject({ only: [], onlyBeyond: true });
  });

  it('an app lists its deliveries, newest first, page by page, and those of one worker', async () => {
    const first = await takeOf(rest, app, { runner: RUNNER });
    const second = await takeOf(rest, app, { runner: { ...RUNNER, id: first.worker } });
    const idsOf = (json: Record<string, unknown>) =>
      (json['items'] as Receipt[]).map(({ id }) => id);
    const page = await read(`/apps/${app}/deliveries?limit=1`);
    expect(idsOf(page.json)).toEqual([second.id]);
    const next = await read(`/apps/${app}/deliveries?limit=1&after=${String(page.json['next'])}`);
    expect(idsOf(next.json)).toEqual([first.id]);
    const ofWorker = await read(`/apps/${app}/deliveries?worker=${first.worker}`);
    expect(idsOf(ofWorker.json)).toEqual([second.id, first.id]);
    expect(ofWorker.json['next']).toBeNull();
    expect((await read(`/apps/${app}/deliveries?worker=nobody`)).status).toBe(400);
  });

  it('a token that is limited to names is told of no others, in lists, receipts and on the board', async () => {
    const only = ['SHARED', 'WI*', 'BYNAME'];
    const { id, worker } = await takeOf(rest, app, { runner: RUNNER, only });
    const limits = { namePatterns: ['SHAR*'], permissions: ['secrets:list' as const] };
    const { token } = await createToken(rest.organization.ctx, { name: 'some', ...limits });
    const seen = { only: ['SHARED'], names: 1 };
    expect((await read(`/deliveries/${id}`, { token })).json).toMatchObject(seen);
    const list = await read(`/apps/${app}/deliveries?limit=1`, { token });
    expect(list.json['items']).toMatchObject([{ id, ...seen }]);
    const board = await read(`/apps/${app}/workers?limit=1`, { token });
    expect(board.json['items']).toMatchObject([{ id: worker, only: ['SHARED'] }]);
  });

  it('a secret lists the runs that got it, and who holds it still', async () => {
    const { worker, id } = await takeOf(rest, app, { runner: RUNNER });
    const { json } = await read('/platform/secrets/WIDE/deliveries');
    const items = json['items'] as SecretDelivery[];
    expect(items[0]).toMatchObject({ id, worker: { id: worker }, version: 1, held: true });
    // The wider value of the name went nowhere.
    const shared = await read('/platform/secrets/SHARED/deliveries');
    expect(shared.json['items']).toEqual([]);
    const alias = await read(`/apps/${app}/secrets/BYNAME/deliveries`);
    expect(alias.json['items']).toMatchObject([
      { name: 'BYNAME', via: 'alias' },
      ...items.slice(1).map(() => ({})),
    ]);
    const again = await takeOf(rest, app, { runner: { ...RUNNER, id: worker }, only: ['SHARED'] });
    await rest.send(rest.machine, 'POST', `/deliveries/${again.id}/heartbeat`, {
      body: { state: 'running' },
    });
    const after = await read('/platform/secrets/WIDE/deliveries?limit=1');
    expect((after.json['items'] as SecretDelivery[])[0]).toMatchObject({ id, held: false });
    expect((await read('/platform/secrets/NOTHING/deliveries')).status).toBe(404);
  });
});
