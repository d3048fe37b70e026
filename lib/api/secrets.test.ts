import { beforeAll, expect, it } from 'vitest';
import { describeDatabase } from '@/lib/testing/database';
import { openRest } from '@/lib/testing/rest';
import type { Rest } from '@/lib/testing/rest';

const PLACES = [
  '/platform',
  '/teams/payments',
  '/workspaces/payments.production',
  '/apps/payments.production.billing',
];

describeDatabase('secrets over REST', (open) => {
  let rest: Rest;

  beforeAll(async () => {
    rest = await openRest(await open());
  });

  const put = (place: string, body: object, headers: Record<string, string> = {}) =>
    rest.send(rest.machine, 'POST', `${place}/secrets`, { body, headers });
  const list = (place: string, query = '') =>
    rest.send(rest.machine, 'GET', `${place}/secrets${query}`);
  const remove = (place: string, key: string) =>
    rest.send(rest.machine, 'DELETE', `${place}/secrets/${key}`);

  it.each(PLACES)('are created, replaced, listed and deleted in %s', async (place) => {
    const created = await put(place, { key: 'DATABASE_URL', value: 'canary-1' });
    expect(created.status).toBe(201);
    expect(created.headers.get('etag')).toBe('"1"');
    expect(created.json).toMatchObject({ key: 'DATABASE_URL', version: 1, backend: 'local' });
    expect(created.json['fingerprint']).toMatch(/^[0-9a-f]{16}$/);

    const replaced = await put(place, { key: 'DATABASE_URL', value: 'canary-2' });
    expect(replaced.status).toBe(200);
    expect(replaced.headers.get('etag')).toBe('"2"');
    expect(replaced.json).toMatchObject({ id: created.json['id'], version: 2 });
    expect(replaced.json['fingerprint']).not.toBe(created.json['fingerprint']);

    const listed = await list(place);
    expect(listed.status).toBe(200);
    expect(listed.json).toMatchObject({ keys: ['DATABASE_URL'], next: null });
    expect(listed.json['items']).toEqual([replaced.json]);

    const deleted = await remove(place, 'DATABASE_URL');
    expect([deleted.status, deleted.text]).toEqual([204, '']);
    expect((await remove(place, 'DATABASE_URL')).status).toBe(404);
    expect((await list(place)).json).toMatchObject({ items: [], keys: [], next: null });
    for (const answer of [created, replaced, listed]) expect(answer.text).not.toContain('canary');
  });

  it('keep what describes them when only the value is replaced', async () => {
    const described = {
      key: 'DESCRIBED',
      type: 'api_key',
      category: 'provider',
      description: 'for billing',
      expiresAt: '2031-01-31T12:00:00.000Z',
      rotationWindowDays: 90,
    };
    await put('/platform', { ...described, value: 'a', reason: 'new', backend: 'local_encrypted' });
    const { json } = await put('/platform', { key: 'DESCRIBED', value: 'b' });
    expect(json).toMatchObject({ ...described, backend: 'local', version: 2 });
    expect(json).toMatchObject({ updatedBy: 'test', scope: { kind: 'organization' } });
  });

  it('are addressed by id, by path and by a slug that is unambiguous', async () => {
    const { app, workspace } = rest.organization.payments;
    await put(`/apps/${app.id}`, { key: 'BY_ID', value: 'a' });
    expect((await list('/apps/billing')).json['keys']).toEqual(['BY_ID']);
    expect((await list(`/apps/${app.path}`)).json['keys']).toEqual(['BY_ID']);
    const ambiguous = await list('/workspaces/production');
    expect(ambiguous.status).toBe(409);
    expect(ambiguous.json).toMatchObject({
      code: 'ambiguous',
      candidates: ['payments.production', 'search.production'],
    });
    expect((await list(`/apps/${workspace.id}`)).status).toBe(404);
    await remove('/apps/billing', 'BY_ID');
  });

  it('are listed in pages by name, each once, and searched by a part of the name', async () => {
    const place = '/teams/search';
    const keys = ['a_1', 'B_2', 'c_3', 'D_4', 'e_5'];
    for (const key of keys) await put(place, { key, value: 'x' });
    const seen: unknown[] = [];
    for (let query = '?limit=2'; query !== '';) {
      const { json } = await list(place, query);
      seen.push(...(json['keys'] as string[]));
      query = json['next'] === null ? '' : `?limit=2&after=${json['next'] as string}`;
    }
    expect(seen).toEqual(keys);
    expect((await list(place, '?q=_2')).json['keys']).toEqual(['B_2']);
    expect((await list(place, '?q=b')).json['keys']).toEqual(['B_2']);
    expect((await list(place, '?q=%25')).json['keys']).toEqual([]);
  });

  it('refuse a name that differs from another only in case, without changing either', async () => {
    await put('/platform', { key: 'Api_Key', value: 'a' });
    const refused = await put('/platform', { key: 'API_KEY', value: 'b' });
    expect(refused.status).toBe(409);
    expect(refused.json).toMatchObject({ code: 'conflict', errors: [{ pointer: '/key' }] });
    expect((await list('/platform', '?q=api_key')).json['items']).toMatchObject([{ version: 1 }]);
    expect((await remove('/platform', 'API_KEY')).status).toBe(404);
  });

  it('begin anew when their name is created again after deletion', async () => {
    const first = await put('/platform', { key: 'AGAIN', value: 'a' });
    await remove('/platform', 'AGAIN');
    const second = await put('/platform', { key: 'again', value: 'a' });
    expect(second.status).toBe(201);
    expect(second.json).toMatchObject({ key: 'again', version: 1 });
    expect(second.json['id']).not.toBe(first.json['id']);
  });

  it('are replaced only at the version that If-Match or ifVersion names', async () => {
    const key = 'GUARDED';
    const refused = { status: 409, json: { code: 'version_conflict' } };
    const guarded = (ifVersion: unknown, header?: string) =>
      put('/platform', { key, value: 'a', ifVersion }, header ? { 'if-match': header } : {});

    expect(await guarded(1)).toMatchObject(refused);
    expect(await guarded(undefined, '*')).toMatchObject(refused);
    expect((await guarded(0)).status).toBe(201);
    expect(await guarded(0)).toMatchObject(refused);
    expect((await guarded(undefined, '"1"')).json).toMatchObject({ version: 2 });
    expect(await guarded(undefined, '"1"')).toMatchObject(refused);
    expect((await guarded(2, '2')).json).toMatchObject({ version: 3 });
    expect((await guarded(undefined, '*')).json).toMatchObject({ version: 4 });
    expect((await guarded('*')).json).toMatchObject({ version: 5 });
    expect(await guarded(4, '"5"')).toMatchObject({ status: 400 });
    expect(await guarded(undefined, 'W/"5"')).toMatchObject({ status: 400 });
    expect((await list('/platform', `?q=${key}`)).json['items']).toMatchObject([{ version: 5 }]);
  });

  it('of one name put at the same time all become versions, none is lost', async () => {
    const puts = Array.from({ length: 6 }, (_, index) =>
      put('/platform', { key: 'RACED', value: `value ${index}` }),
    );
    const answers = await Promise.all(puts);
    const statuses = answers.map((answer) => answer.status).sort();
    expect(statuses).toEqual([200, 200, 200, 200, 200, 201]);
    const versions = answers.map((answer) => answer.json['version']).sort();
    expect(versions).toEqual([1, 2, 3, 4, 5, 6]);
  });
});
