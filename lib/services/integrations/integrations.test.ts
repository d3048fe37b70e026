import { beforeAll, expect, it } from 'vitest';
import { RUNNER, takeOf } from '@/lib/testing/deliveries';
import { describeDatabase } from '@/lib/testing/database';
import { signIn } from '@/lib/testing/organization';
import { openRest } from '@/lib/testing/rest';
import type { Answer, Rest } from '@/lib/testing/rest';

const SCHEMA = {
  type: 'object',
  properties: {
    room: { type: 'string' },
    token: { type: 'string', platformSecret: 'CHAT_TOKEN' },
    sameToken: { type: 'string', platformSecret: 'CHAT_TOKEN' },
  },
  required: ['room', 'token'],
};

describeDatabase('an integration', (open) => {
  let rest: Rest;
  let app: string;
  let team: string;

  beforeAll(async () => {
    rest = await openRest(await open());
    app = rest.organization.payments.app.id;
    team = rest.organization.payments.team.id;
    await call('POST', `/teams/${team}/integrations`, {
      slug: 'my-chat',
      name: 'Chat',
      configSchema: SCHEMA,
      config: { room: 'team' },
    });
  });

  const call = (method: string, path: string, body?: object): Promise<Answer> =>
    rest.send(rest.machine, method, path, body ? { body } : {});
  const seal = (value: string) => call('POST', '/platform/secrets', { key: 'CHAT_TOKEN', value });
  const chat = (place: string) => `${place}/integrations/my-chat`;
  const issuesOf = ({ json }: Answer) =>
    ((json['errors'] ?? []) as { code: string; message: string }[]).map((one) => one.message);

  it('that lacks a platform secret fails the delivery by name, or is left out of part of one', async () => {
    const refused = await takeOf(rest, app);
    expect(refused.answer.status).toBe(422);
    expect(issuesOf(refused.answer)).toEqual([
      'The property token of the integration my-chat in payments is filled from CHAT_TOKEN of the platform, which has no text to give. Seal it there.',
    ]);
    const part = await takeOf(rest, app, { partial: true });
    expect((await part.open()).leftOut).toEqual(['INTEGRATION_MY_CHAT']);
    const seen = await call('GET', chat(`/teams/${team}`));
    const fill = { platformSecret: 'CHAT_TOKEN', state: 'missing', version: null };
    expect(seen.json).toMatchObject({ fills: [{ property: 'token', ...fill }, { ...fill }] });
  });

  it('is delivered with its platform secret filled in, and noted item by item', async () => {
    await seal('canary "one"');
    const taken = await takeOf(rest, app, { runner: RUNNER });
    const { env, versions } = await taken.open();
    const filled = { token: 'canary "one"', sameToken: 'canary "one"' };
    expect(JSON.parse(env['INTEGRATION_MY_CHAT']!)).toEqual({ room: 'team', ...filled });
    expect(versions['INTEGRATION_MY_CHAT']).toBe(1);
    const items = await rest.installation.database.prisma.deliveryItem.findMany({
      where: { name: 'INTEGRATION_MY_CHAT' },
      orderBy: { via: 'asc' },
    });
    expect(items).toMatchObject([
      { via: 'integration', scopeKind: 'team', version: 1 },
      { via: 'property', scopeKind: 'organization', version: 1 },
    ]);
    const seen = await call('GET', `/apps/${app}/integrations?inherited=true`);
    expect(seen.json['items']).toMatchObject([{ fills: [{ state: 'ready', version: 1 }, {}] }]);
    expect(seen.text + taken.answer.text + rest.lines.join()).not.toContain('canary');
  });

  it('keeps its schema and its properties in the order they were written in', async () => {
    const properties = { zone: { type: 'string' }, b: { type: 'string' }, a: { type: 'string' } };
    const config = { zone: 'x', a: 'y', b: 'z' };
    const ordered = {
      slug: 'ordered',
      name: 'Ordered',
      configSchema: { type: 'object', properties },
    };
    await call('POST', `/teams/${team}/integrations`, { ...ordered, config });
    const { text } = await call('GET', `/teams/${team}/integrations/ordered`);
    expect(text).toContain(JSON.stringify(properties));
    expect(text).toContain(JSON.stringify(config));
    await call('DELETE', `/teams/${team}/integrations/ordered`);
  });

  it('restarts its workers when a platform secret in it changes, and is due when it changes itself', async () => {
    const taken = await takeOf(rest, app, { runner: RUNNER });
    const beat = async () => {
      const path = `/deliveries/${taken.id}/heartbeat`;
      return (await call('POST', path, { state: 'running' })).json;
    };
    expect(await beat()).toMatchObject({ restart: 'no', changes: [] });
    await call('PATCH', chat(`/teams/${team}`), { config: { room: 'other' } });
    expect(await beat()).toMatchObject({
      restart: 'due',
      changes: [{ name: 'INTEGRATION_MY_CHAT', how: 'changed', cause: 'team' }],
    });
    await seal('canary two');
    const { restart, changes } = await beat();
    expect([restart, changes]).toMatchObject([
      'now',
      expect.arrayContaining([
        expect.objectContaining({ name: 'INTEGRATION_MY_CHAT', cause: 'organization' }),
      ]),
    ]);
  });

  it('of the narrowest scope wins, and an app gets it back when that goes', async () => {
    const own = {
      slug: 'my-chat',
      name: 'Own',
      configSchema: { type: 'object' },
      config: { a: 1 },
    };
    expect((await call('POST', `/apps/${app}/integrations`, own)).status).toBe(201);
    const taken = await takeOf(rest, app);
    expect((await taken.open()).env['INTEGRATION_MY_CHAT']).toBe('{"a":1}');
    const all = await call('GET', `/apps/${app}/integrations?inherited=true&limit=1`);
    expect(all.json).toMatchObject({
      items: [{ name: 'Chat', shadowed: true }],
      next: 'my-chat:2',
    });
    const next = await call('GET', `/apps/${app}/integrations?inherited=true&after=my-chat:2`);
    expect(next.json).toMatchObject({ items: [{ name: 'Own', shadowed: false }], next: null });
    expect((await call('DELETE', `${chat(`/apps/${app}`)}?ifVersion=2`)).status).toBe(409);
    expect((await call('DELETE', chat(`/apps/${app}`))).status).toBe(204);
    expect((await call('GET', chat(`/apps/${app}`))).status).toBe(404);
  });

  it('is asked for by its variable, as names are: by a brief, by only and by a token’s limits', async () => {
    const none = await takeOf(rest, app, { only: ['CHAT_*'] });
    expect(Object.keys((await none.open()).env)).toEqual(['CHAT_TOKEN']);
    const some = await takeOf(rest, app, { only: ['INTEGRATION_*'] });
    expect(Object.keys((await some.open()).env)).toEqual(['INTEGRATION_MY_CHAT']);
    const owner = { cookie: await signIn(rest.installation, rest.organization.owner.email) };
    const limits = { name: 'x', permissions: ['*'], namePatterns: ['CHAT_*'] };
    const { json } = await rest.send(owner, 'POST', '/tokens', { body: limits });
    const narrow = { token: String(json['token']) };
    const limited = await takeOf(rest, app, narrow);
    expect(Object.keys((await limited.open()).env)).toEqual(['CHAT_TOKEN']);
    const seen = await rest.send(narrow, 'GET', `/teams/${team}/integrations`);
    expect(seen.json['items']).toEqual([]);
    const change = await rest.send(narrow, 'PATCH', chat(`/teams/${team}`), {
      body: { name: 'x' },
    });
    expect(change.status).toBe(403);
    const refs = { app, secretRefs: ['INTEGRATION_MY_CHAT'] };
    const preview = await call('POST', '/briefs/preview', refs);
    expect(preview.json['refs']).toMatchObject([
      { kind: 'integration', state: 'ready', scope: { kind: 'team' } },
    ]);
  });

  it('takes a change of the version that was looked at, and tells who was first', async () => {
    const path = chat(`/teams/${team}`);
    const { version } = (await call('GET', path)).json as { version: number };
    const first = await call('PATCH', path, { name: 'Chat two', ifVersion: version });
    expect(first.json).toMatchObject({
      version: version + 1,
      name: 'Chat two',
      config: { room: 'other' },
    });
    const late = await call('PATCH', path, { name: 'Late', ifVersion: version });
    expect([late.status, late.json['code']]).toEqual([409, 'version_conflict']);
    const wrong = await call('PATCH', path, { config: { token: 'canary' } });
    expect([wrong.status, wrong.text.includes('canary')]).toEqual([422, false]);
    const taken = await call('POST', `/teams/${team}/integrations`, {
      slug: 'my-chat',
      name: 'x',
      configSchema: { type: 'object' },
      config: {},
    });
    expect(taken.status).toBe(409);
  });

  it('is told in the audit log with the platform secrets that it draws', async () => {
    const event = await rest.installation.database.prisma.auditEvent.findFirstOrThrow({
      where: { action: 'integration.created' },
    });
    expect(JSON.parse(event.text!)).toMatchObject({
      details: { integration: { name: 'my-chat' }, version: 1, platformSecrets: ['CHAT_TOKEN'] },
    });
  });

  it('that fills to more than Linux starts a process with fails the delivery, with the remedy', async () => {
    const place = `/apps/${rest.organization.search.app.id}`;
    const properties = Object.fromEntries(
      ['a', 'b', 'c'].map((name) => [
        name,
        { type: 'string', platformSecret: `LARGE_${name.toUpperCase()}` },
      ]),
    );
    const configSchema = { type: 'object', properties };
    await call('POST', `${place}/integrations`, {
      ...{ slug: 'large', name: 'Large', configSchema, config: {} },
    });
    const put = async (key: string, length: number): Promise<void> => {
      const value = 'x'.repeat(length);
      expect((await call('POST', '/platform/secrets', { key, value })).status).toBeLessThan(300);
    };
    const around = 'INTEGRATION_LARGE={"a":"","b":"","c":""}\0'.length;
    await put('LARGE_A', 60_000);
    await put('LARGE_B', 60_000);
    await put('LARGE_C', 131_072 - 120_000 - around);
    const asked = { only: ['INTEGRATION_LARGE'] };
    const taken = await takeOf(rest, rest.organization.search.app.id, asked);
    expect(taken.answer.status, taken.answer.text).toBe(201);
    await put('LARGE_C', 131_073 - 120_000 - around);
    const { answer } = await takeOf(rest, rest.organization.search.app.id, asked);
    expect([answer.status, answer.json['errors']]).toMatchObject([
      422,
      [{ code: 'variable_too_large' }],
    ]);
    expect(issuesOf(answer)).toEqual([
      'INTEGRATION_LARGE is larger than the 128 KiB that a variable may have. Take large secrets out of the integration, and deliver them by themselves as files.',
    ]);
  });

  it('changed by several at once keeps what each was told is kept', async () => {
    const place = `/apps/${rest.organization.search.app.id}/integrations`;
    const made = { slug: 'shared', name: 'Shared', configSchema: { type: 'object' } };
    await call('POST', place, { ...made, config: {} });
    const answers = await Promise.all(
      ['a', 'b', 'c', 'd'].map((one) =>
        call('PATCH', `${place}/shared`, one < 'c' ? { name: one } : { config: { [one]: 1 } }),
      ),
    );
    const kept = answers.filter(({ status }) => status === 200);
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused.map(({ json }) => json['code'])).toEqual(refused.map(() => 'version_conflict'));
    const { json } = await call('GET', `${place}/shared`);
    expect(json['version']).toBe(1 + kept.length);
  });
});
