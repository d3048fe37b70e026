import { beforeAll, describe, expect, it } from 'vitest';
import { describeDatabase } from '@/lib/testing/database';
import { makeMember, makeToken, signIn } from '@/lib/testing/organization';
import { openRest } from '@/lib/testing/rest';
import type { Rest, Sender } from '@/lib/testing/rest';

describeDatabase('tokens over REST', (open) => {
  let rest: Rest;
  let owner: Sender;

  beforeAll(async () => {
    rest = await openRest(await open());
    owner = { cookie: await signIn(rest.installation, rest.organization.owner.email) };
  });

  const make = (body: object, sender = owner) => rest.send(sender, 'POST', '/tokens', { body });
  const uses = (token: unknown) =>
    rest.send({ token: token as string }, 'GET', '/teams/payments/secrets');

  it('are shown once, work at once, and are stored as a hash only', async () => {
    const made = await make({
      name: 'deploy',
      scope: { kind: 'team', id: 'payments' },
      permissions: ['secrets:list'],
    });
    expect(made.status).toBe(201);
    expect(made.json['token']).toMatch(/^kst_[A-Za-z0-9_-]{49}$/);
    expect(made.json).toMatchObject({ name: 'deploy', scope: { path: 'payments' } });
    expect((await uses(made.json['token'])).status).toBe(200);
    const listed = await rest.send(owner, 'GET', '/tokens');
    expect(listed.text).toContain(made.json['id']);
    expect(listed.text).not.toContain(made.json['token']);
    const rows = await rest.installation.database.prisma.token.findMany();
    const stored = JSON.stringify(rows, (_, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString() : value,
    );
    expect(stored).not.toContain(made.json['token']);
  });

  it('do nothing beyond their permissions', async () => {
    const token = await makeToken(rest.organization, undefined, ['secrets:list']);
    const body = { key: 'A', value: 'b' };
    const put = await rest.send({ token }, 'POST', '/platform/secrets', { body });
    expect(put).toMatchObject({ status: 403, json: { code: 'forbidden' } });
  });

  it('stop working the moment they are revoked; revoking again changes nothing', async () => {
    const made = await make({ name: 'short', permissions: ['*'] });
    const id = made.json['id'] as string;
    expect((await rest.send(owner, 'DELETE', `/tokens/${id}`)).status).toBe(204);
    expect((await uses(made.json['token'])).status).toBe(401);
    expect((await rest.send(owner, 'DELETE', `/tokens/${id}`)).status).toBe(204);
  });

  it('stop working when their time is over', async () => {
    const expiresAt = new Date(Date.now() + 60_000).toISOString();
    const made = await make({ name: 'hour', permissions: ['*'], expiresAt });
    expect((await uses(made.json['token'])).status).toBe(200);
    await rest.installation.database.prisma.token.updateMany({
      where: { name: 'hour' },
      data: { expiresAt: new Date(Date.now() - 1000) },
    });
    expect((await uses(made.json['token'])).status).toBe(401);
  });

  it('cannot be given more than their maker has there, nor made by a token', async () => {
    const team = rest.organization.payments.team;
    const admin = await makeMember(rest.organization, 'lead', 'admin', team);
    const sender = { cookie: await signIn(rest.installation, admin.email) };
    const here = { kind: 'team', id: team.id };
    const beyond = { name: 'x', scope: here, permissions: ['organization:manage'] };
    expect(await make(beyond, sender)).toMatchObject({ status: 403 });
    expect(await make({ name: 'x', permissions: ['secrets:list'] }, sender)).toMatchObject({
      status: 403,
    });
    expect(await make({ name: 'x', scope: here, permissions: ['*'] }, rest.machine)).toMatchObject({
      status: 403,
    });
  });

  it.each([
    [{ name: 'x', permissions: [] }, 400, '/permissions'],
    [{ name: 'x', permissions: ['everything'] }, 400, '/permissions/0'],
    [{ name: 'x', permissions: ['*'], expiresAt: '2001-01-01T00:00:00Z' }, 422, '/expiresAt'],
    [{ name: 'x', permissions: ['*'], expiresAt: 'tomorrow' }, 400, '/expiresAt'],
    [{ name: 'x', permissions: ['*'], scope: { kind: 'team' } }, 400, '/scope/id'],
    [{ name: 'a\0b', permissions: ['*'] }, 422, '/name'],
  ])('refuse what breaks a rule: %j', async (body, status, pointer) => {
    expect(await make(body)).toMatchObject({ status, json: { errors: [{ pointer }] } });
  });

  it('are listed for a scope and what is below it, in pages', async () => {
    const { app } = rest.organization.search;
    for (const name of ['one', 'two', 'three']) {
      await make({ name, scope: { kind: 'app', id: app.id }, permissions: ['secrets:list'] });
    }
    const seen: unknown[] = [];
    for (let query = '?scope=search&limit=2'; query !== '';) {
      const { json } = await rest.send(owner, 'GET', `/tokens${query}`);
      seen.push(...(json['items'] as { name: string }[]).map((item) => item.name));
      const next = json['next'] as string | null;
      query = next === null ? '' : `?scope=search&limit=2&after=${next}`;
    }
    expect(seen).toEqual(['one', 'two', 'three']);
    const narrowed = `/tokens?scope=production&kind=workspace`;
    expect((await rest.send(owner, 'GET', narrowed)).status).toBe(409);
    expect((await rest.send(owner, 'GET', '/tokens?after=nonsense')).status).toBe(400);
  });

  describe('limited to names', () => {
    const at = '/workspaces/payments.production/secrets';
    let limited: Sender;

    beforeAll(async () => {
      for (const key of ['LIM_A', 'LIM_B', 'LIMXC', 'OTHER', 'lim_d']) {
        await rest.send(rest.machine, 'POST', at, { body: { key, value: 'x' } });
      }
      const made = await make({
        name: 'limited',
        scope: { kind: 'team', id: 'payments' },
        permissions: ['*'],
        namePatterns: ['LIM_*', 'EXACT'],
      });
      expect(made.json).toMatchObject({ namePatterns: ['LIM_*', 'EXACT'] });
      limited = { token: made.json['token'] as string };
    });

    it('list these alone, on every page', async () => {
      expect((await rest.send(limited, 'GET', at)).json['keys']).toEqual(['LIM_A', 'LIM_B']);
      const first = await rest.send(limited, 'GET', `${at}?limit=1`);
      expect(first.json).toMatchObject({ keys: ['LIM_A'], next: 'lim_a' });
      const last = await rest.send(limited, 'GET', `${at}?limit=1&after=lim_a`);
      expect(last.json).toMatchObject({ keys: ['LIM_B'], next: null });
    });

    it('put and delete these alone; others are 403, whether they are there or not', async () => {
      const put = (key: string) => rest.send(limited, 'POST', at, { body: { key, value: 'y' } });
      expect((await put('LIM_NEW')).status).toBe(201);
      expect((await put('EXACT')).status).toBe(201);
      for (const key of ['OTHER', 'NOT_THERE', 'EXACT_2', 'lim_d']) {
        expect(await put(key)).toMatchObject({ status: 403, json: { code: 'forbidden' } });
        expect(await rest.send(limited, 'DELETE', `${at}/${key}`)).toMatchObject({ status: 403 });
      }
      expect((await rest.send(limited, 'DELETE', `${at}/LIM_NEW`)).status).toBe(204);
    });

    it.each([['A B'], ['$*'], ['LIM-*']])('refuse the pattern %s', async (pattern) => {
      const refused = await make({ name: 'x', permissions: ['*'], namePatterns: [pattern] });
      expect(refused).toMatchObject({
        status: 400,
        json: { errors: [{ pointer: '/namePatterns/0' }] },
      });
    });
  });
});
