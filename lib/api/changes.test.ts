import { afterEach, beforeEach, expect, it } from 'vitest';
import { changeWatchOf } from '@/lib/services/workers/change-watch';
import { describeDatabase } from '@/lib/testing/database';
import { makeMember, makeToken, signIn } from '@/lib/testing/organization';
import { openRest, restOf } from '@/lib/testing/rest';
import type { Rest } from '@/lib/testing/rest';
import { readEvents, serveRest } from '@/lib/testing/serve-rest';
import type { EventReader, ServedRest } from '@/lib/testing/serve-rest';
import { makeWorker, silence, takeAgain } from '@/lib/testing/workers';

describeDatabase('the stream of changes', (open) => {
  let rest: Rest;
  let served: ServedRest;
  let opened: EventReader[];

  beforeEach(async () => {
    rest = await openRest(await open());
    served = await serveRest(rest.api);
    opened = [];
  });
  afterEach(async () => {
    for (const one of opened) one.hangUp();
    changeWatchOf(rest.installation).end();
    await served.close();
  });

  const watch = async (headers: Record<string, string>, place = 'apps/billing') => {
    const stream = await readEvents(`${served.url}/${place}/changes`, headers);
    opened.push(stream);
    return stream;
  };
  const byToken = async () =>
    watch({ authorization: `Bearer ${rest.machine.token}`, 'accept-encoding': 'gzip' });
  const put = (place: string, key: string) =>
    rest.send(rest.machine, 'POST', `/${place}/secrets`, { body: { key, value: 'canary' } });

  it('says where things stand at once, and nothing on the way may hold it back', async () => {
    const { answer, next } = await byToken();
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
    expect(await next()).toEqual({ platform: '0', app: '0', workers: '0', asked: '0' });
  });

  it('tells changes of the platform and of what is above the app, not of others', async () => {
    const { next } = await byToken();
    await next();
    await put('apps/indexer', 'ELSEWHERE');
    await put('platform', 'SHARED');
    expect(await next()).toMatchObject({ platform: '1', app: '0' });
    await put('teams/payments', 'OF_TEAM');
    expect(await next()).toMatchObject({ platform: '1', app: '1' });
    await put('apps/billing', 'OWN');
    expect(await next()).toMatchObject({ platform: '1', app: '2' });
  });

  it('of a team tells what changes below it', async () => {
    const { next } = await watch(
      { authorization: `Bearer ${rest.machine.token}` },
      'teams/payments',
    );
    await next();
    await put('apps/indexer', 'ELSEWHERE');
    await put('apps/billing', 'OWN');
    expect(await next()).toMatchObject({ platform: '0', app: '1' });
  });

  it('tells when a worker starts, takes anew or says otherwise of itself', async () => {
    const { organization } = rest;
    const { next } = await byToken();
    const numbers = [(await next())!['workers']];
    const { prisma } = rest.installation.database;
    const { id: tokenId } = await prisma.token.findFirstOrThrow();
    const worker = await makeWorker(organization, organization.payments.app, { tokenId });
    const beat = (state: string) =>
      rest.send(rest.machine, 'POST', `/deliveries/${worker.deliveryId}/heartbeat`, {
        body: { state },
      });
    numbers.push((await next())!['workers']);
    await beat('running');
    await beat('unhealthy');
    numbers.push((await next())!['workers']);
    await takeAgain(organization, worker);
    await beat('unhealthy');
    numbers.push((await next())!['workers']);
    expect(new Set(numbers).size).toBe(4);
  });

  it('tells when a worker is gone, and when somebody dismissed it', async () => {
    const { organization } = rest;
    const { app } = organization.payments;
    await put('apps/billing', 'OWN');
    const worker = await makeWorker(organization, app);
    await put('apps/billing', 'OWN');
    const { next } = await byToken();
    const numbers = [(await next())!['workers']];
    await silence(organization, worker, 901);
    numbers.push((await next())!['workers']);
    const path = `/apps/${app.path}/workers/dismiss`;
    const body = { workers: [worker.id] };
    expect((await rest.send(rest.machine, 'POST', path, { body })).json).toEqual({ dismissed: 1 });
    numbers.push((await next())!['workers']);
    expect(new Set(numbers).size).toBe(3);
    expect(numbers[1]).toBe('0');
  });

  it('ends with the token', async () => {
    const { next } = await byToken();
    await next();
    const { prisma } = rest.installation.database;
    await prisma.token.updateMany({ data: { revokedAt: new Date() } });
    expect(await next()).toBeNull();
  });

  it('ends with the session', async () => {
    const { organization, installation } = rest;
    const viewer = await makeMember(organization, 'viewer', 'viewer', organization.payments.app);
    const { next } = await watch({ cookie: await signIn(installation, viewer.email) });
    await next();
    await installation.database.prisma.session.updateMany({ data: { revokedAt: new Date() } });
    expect(await next()).toBeNull();
  });

  it('ends when the console stops, which opens no other', async () => {
    const { next } = await byToken();
    await next();
    changeWatchOf(rest.installation).end();
    expect(await next()).toBeNull();
    expect((await byToken()).answer.status).toBe(503);
  });

  it('is open twenty times for one person, and again after one of them is closed', async () => {
    const { organization, installation } = rest;
    const cookie = await signIn(installation, organization.owner.email);
    for (let at = 0; at < 20; at += 1) await (await watch({ cookie })).next();
    expect((await watch({ cookie })).answer.status).toBe(429);
    expect((await byToken()).answer.status).toBe(200);
    opened[0]!.hangUp();
    await expect
      .poll(async () => {
        const { answer, hangUp } = await watch({ cookie });
        if (answer.status !== 200) hangUp();
        return answer.status;
      })
      .toBe(200);
  });

  it('is for who may list names or take deliveries there', async () => {
    const { organization } = rest;
    const of = async (permission: 'deliveries:create' | 'audit:read') => {
      const token = await makeToken(organization, organization.payments.app, [permission]);
      return (await watch({ authorization: `Bearer ${token}` })).answer.status;
    };
    expect(await of('deliveries:create')).toBe(200);
    expect(await of('audit:read')).toBe(403);
    const { send } = restOf(async () => rest.installation);
    expect((await send(null, 'GET', '/apps/billing/changes')).status).toBe(401);
  });
});
