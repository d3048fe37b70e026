import { beforeEach, expect, it } from 'vitest';
import type { HeartbeatInput } from '@/lib/contracts/worker';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { TokenActor } from '@/lib/domain/actor';
import { newUuid } from '@/lib/domain/ids';
import { Plaintext } from '@/lib/domain/plaintext';
import { describeDatabase } from '@/lib/testing/database';
import { contextOf, testInstallation } from '@/lib/testing/installation';
import { makeMember, makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { makeWorker, silence, takeAgain } from '@/lib/testing/workers';
import type { TestWorker } from '@/lib/testing/workers';
import { anyKind } from '../access/authorize';
import { deleteSecret } from '../secrets/delete-secret';
import { putSecret } from '../secrets/put-secrets';
import { askRestart } from './ask-restart';
import { heartbeat } from './heartbeat';
import { listWorkers } from './list-workers';

const PLATFORM = { path: '_platform' } as ScopeSummary;

describeDatabase('workers', (open) => {
  let acme: TestOrganization;
  let app: ScopeSummary;

  beforeEach(async () => {
    acme = await makeOrganization(await testInstallation(await open()));
    app = acme.payments.app;
  });

  const put = (scope: ScopeSummary, key: string) =>
    putSecret(acme.ctx, anyKind(scope.path), {
      key,
      plaintext: Plaintext.fromText(`value of ${key} ${newUuid()}`),
      format: 'utf8',
    });

  const beat = (worker: TestWorker, input: Partial<HeartbeatInput> = {}) => {
    const actor: TokenActor = {
      kind: 'token',
      id: worker.tokenId,
      organizationId: acme.id,
      name: 'test',
      scopeId: acme.id,
      permissions: ['deliveries:create'],
      namePatterns: [],
    };
    const ctx = contextOf(acme.ctx.installation, actor);
    return heartbeat(ctx, worker.deliveryId, { state: 'running', ...input });
  };

  const listed = async (scope: ScopeSummary = app, query = {}) =>
    (await listWorkers(acme.ctx, anyKind(scope.path), query)).items;

  it('are told what changed: of the platform to restart now, of the app that it is due', async () => {
    await put(PLATFORM, 'SHARED');
    await put(app, 'OWN');
    const worker = await makeWorker(acme, app);
    expect(await beat(worker)).toMatchObject({ changes: [], restart: 'no', reason: null });
    await put(app, 'OWN');
    expect(await beat(worker)).toMatchObject({
      changes: [{ name: 'OWN', how: 'changed', cause: 'app', from: 1, to: 2 }],
      restart: 'due',
      reason: 'OWN changed.',
    });
    await put(PLATFORM, 'SHARED');
    expect(await beat(worker)).toMatchObject({
      changes: [{ name: 'OWN' }, { name: 'SHARED', cause: 'organization' }],
      restart: 'now',
      reason: 'OWN, SHARED changed.',
    });
    const [stale] = await listed();
    expect(stale).toMatchObject({ state: 'restarting', changes: [{}, {}] });
    expect(Date.parse(stale!.staleSince!)).toBeGreaterThan(Date.parse(stale!.startedAt));
    await takeAgain(acme, worker);
    expect(await beat(worker, { state: 'starting' })).toMatchObject({ changes: [], restart: 'no' });
    await beat(worker, { pid: 4242 });
    expect(await listed()).toMatchObject([
      { state: 'running', restarts: 1, changes: [], delivery: worker.deliveryId, pid: 4242 },
    ]);
  });

  it('hold a secret that is hidden, deleted or new for changed, and only names they asked for', async () => {
    await put(PLATFORM, 'HIDDEN');
    await put(app, 'GONE');
    const [all, some] = [
      await makeWorker(acme, app),
      await makeWorker(acme, app, { only: ['HID*'] }),
    ];
    await put(app, 'HIDDEN');
    await put(app, 'NEW');
    await deleteSecret(acme.ctx, anyKind(app.path), 'GONE', { confirm: 'GONE' });
    const changesOf = async (worker: TestWorker) =>
      (await beat(worker)).changes.map(({ name, how }) => `${name} ${how}`);
    expect(await changesOf(all)).toEqual(['GONE gone', 'HIDDEN changed', 'NEW new']);
    expect(await changesOf(some)).toEqual(['HIDDEN changed']);
    await deleteSecret(acme.ctx, anyKind(app.path), 'HIDDEN', { confirm: 'HIDDEN' });
    expect(await changesOf(some)).toEqual([]);
  });

  it('are asked to restart, all that are stale or those that are named, and that is told', async () => {
    const [first, second] = [await makeWorker(acme, app), await makeWorker(acme, app)];
    const elsewhere = await makeWorker(acme, acme.search.app);
    expect(await askRestart(acme.ctx, anyKind(app.path), {})).toEqual({ asked: 0 });
    await put(app, 'OWN');
    await takeAgain(acme, second);
    await beat(second);
    expect(await askRestart(acme.ctx, anyKind(app.path), {})).toEqual({ asked: 1 });
    expect(await beat(first)).toMatchObject({
      restart: 'now',
      reason: 'owner@acme.example asked for a restart.',
    });
    expect((await listed()).map(({ asked }) => asked?.by ?? null)).toEqual([
      null,
      'owner@acme.example',
    ]);
    const workers = [second.id, elsewhere.id];
    expect(await askRestart(acme.ctx, anyKind(app.path), { workers })).toEqual({ asked: 1 });
    await takeAgain(acme, first);
    expect(await beat(first)).toMatchObject({ restart: 'no' });
    expect((await listed()).find(({ id }) => id === first.id)).toMatchObject({ asked: null });
    const { prisma } = acme.ctx.installation.database;
    const told = await prisma.auditEvent.findMany({
      where: { action: 'worker.restart_asked' },
      orderBy: { number: 'asc' },
    });
    expect(told.map(({ text }) => (JSON.parse(text!) as { details: object }).details)).toEqual([
      expect.objectContaining({ workers: 1, workerIds: [first.id] }),
      expect.objectContaining({ workers: 1, workerIds: [second.id] }),
    ]);
  });

  it('are not asked by one who may only look', async () => {
    const viewer = await makeMember(acme, 'viewer', 'viewer', app);
    const ctx = contextOf(acme.ctx.installation, viewer);
    await expect(askRestart(ctx, anyKind(app.path), {})).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it('that fell silent are unknown, then gone; one that is heard again is there', async () => {
    const worker = await makeWorker(acme, app);
    await silence(acme, worker, 44);
    expect(await listed()).toMatchObject([{ presence: 'alive' }]);
    await silence(acme, worker, 46);
    expect(await listed()).toMatchObject([{ presence: 'unknown' }]);
    await silence(acme, worker, 901);
    expect(await listed()).toEqual([]);
    expect(await listed(app, { show: 'past' })).toMatchObject([{ presence: 'gone' }]);
    await beat(worker);
    expect(await listed()).toMatchObject([{ presence: 'alive' }]);
  });

  it('end with their last word, which nothing that comes late takes back', async () => {
    const worker = await makeWorker(acme, app);
    await beat(worker, { state: 'ended', signal: 'SIGTERM' });
    await beat(worker);
    expect(await listed(app, { show: 'all' })).toMatchObject([
      { presence: 'ended', state: 'ended', signal: 'SIGTERM', exitCode: null },
    ]);
    await takeAgain(acme, worker);
    await beat(worker);
    expect(await listed()).toMatchObject([{ presence: 'alive', endedAt: null, signal: null }]);
  });

  it('are not moved by what is said of a delivery they hold no more', async () => {
    const worker = await makeWorker(acme, app);
    const older = { ...worker };
    await takeAgain(acme, worker);
    await beat(worker);
    await put(PLATFORM, 'SHARED');
    expect(await beat(older, { state: 'ended' })).toMatchObject({ restart: 'no', changes: [] });
    expect(await listed()).toMatchObject([{ state: 'running', delivery: worker.deliveryId }]);
  });

  it('speak only of what they took themselves', async () => {
    const worker = await makeWorker(acme, app);
    const other = { ...worker, tokenId: newUuid() };
    await expect(beat(other)).rejects.toMatchObject({ code: 'not_found' });
    await expect(
      heartbeat(acme.ctx, worker.deliveryId, { state: 'running' }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });

  it('wait for their turn, and an unhealthy one keeps its place', async () => {
    await put(PLATFORM, 'SHARED');
    const [first, second] = [
      await makeWorker(acme, app, { host: 'web-1' }),
      await makeWorker(acme, app, { host: 'web-2' }),
    ];
    await put(PLATFORM, 'SHARED');
    const one = { maxUnavailable: 1 };
    expect(await beat(first, one)).toMatchObject({ restart: 'now' });
    expect(await beat(first, one)).toMatchObject({ restart: 'now' });
    expect(await beat(second, one)).toMatchObject({
      restart: 'wait',
      reason: 'Waits: the worker on web-1 is restarting.',
    });
    await takeAgain(acme, first);
    await beat(first, { state: 'starting', ...one });
    expect(await beat(second, one)).toMatchObject({ restart: 'wait' });
    await beat(first, { state: 'unhealthy', ...one });
    expect(await beat(second, one)).toMatchObject({
      restart: 'wait',
      reason: 'Waits: the worker on web-1 is unhealthy.',
    });
    expect((await listed()).map(({ state }) => state)).toEqual(['waiting', 'unhealthy']);
    await beat(first, { state: 'running', ...one });
    expect(await beat(second, one)).toMatchObject({ restart: 'now' });
  });

  it('that could not restart, or ended as they came back, stop the roll, and the board says why', async () => {
    await put(PLATFORM, 'SHARED');
    const [first, second] = [
      await makeWorker(acme, app, { host: 'web-1' }),
      await makeWorker(acme, app, { host: 'web-2' }),
    ];
    await put(PLATFORM, 'SHARED');
    const one = { maxUnavailable: 1 };
    await beat(first, one);
    await beat(first, { ...one, restartFailed: 'missing_value' });
    expect(await beat(second, one)).toMatchObject({
      restart: 'wait',
      reason: 'Waits: the worker on web-1 could not restart: missing_value.',
    });
    expect((await listed())[1]).toMatchObject({ restartFailed: 'missing_value' });
    await takeAgain(acme, first);
    await beat(first, { state: 'starting', ...one });
    expect((await listed())[1]).toMatchObject({ restartFailed: null });
    await beat(first, { state: 'ended', exitCode: 1, restartFailed: 'ended' });
    expect(await beat(second, one)).toMatchObject({
      restart: 'wait',
      reason: 'Waits: the worker on web-1 ended as it came back from a restart: ended.',
    });
    const hosts = async (query: object) =>
      (await listed(app, query)).map(({ host, presence }) => `${host} ${presence}`);
    expect(await hosts({})).toEqual(['web-2 alive', 'web-1 ended']);
    expect(await hosts({ show: 'past' })).toEqual([]);
    await silence(acme, first, 601);
    expect(await beat(second, one)).toMatchObject({ restart: 'now' });
    expect(await hosts({})).toEqual(['web-2 alive']);
    expect(await hosts({ show: 'past' })).toEqual(['web-1 ended']);
  });

  it('of a whole team are listed page by page, the one that started last first', async () => {
    const made = [];
    for (const host of ['a', 'b', 'c']) made.push(await makeWorker(acme, app, { host }));
    await makeWorker(acme, acme.search.app);
    const { team } = acme.payments;
    const page = await listWorkers(acme.ctx, anyKind(team.path), { limit: 2 });
    expect(page.items.map(({ host }) => host)).toEqual(['c', 'b']);
    expect(page.next).toBe(made[1]!.id);
    const rest = await listed(team, { after: page.next! });
    expect(rest.map(({ host, app: { path } }) => [host, path])).toEqual([['a', app.path]]);
    const everywhere = await listed(PLATFORM);
    expect(everywhere).toHaveLength(4);
  });
});
