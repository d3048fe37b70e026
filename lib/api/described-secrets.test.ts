import { beforeAll, describe, expect, it } from 'vitest';
import { describeDatabase } from '@/lib/testing/database';
import { openCurrentValue } from '@/lib/testing/open-current-value';
import { openRest } from '@/lib/testing/rest';
import type { Answer, Rest } from '@/lib/testing/rest';

const PLACES = [
  '/platform',
  '/teams/payments',
  '/workspaces/payments.production',
  '/apps/payments.production.billing',
];

describeDatabase('a secret over REST', (open) => {
  let rest: Rest;

  beforeAll(async () => {
    rest = await openRest(await open());
  });

  const put = (body: object, place = '/platform', headers: Record<string, string> = {}) =>
    rest.send(rest.machine, 'POST', `${place}/secrets`, { body, headers });
  const patch = (key: string, body: object, place = '/platform', headers = {}) =>
    rest.send(rest.machine, 'PATCH', `${place}/secrets/${key}`, { body, headers });
  const read = (path: string) => rest.send(rest.machine, 'GET', path);
  const remove = (path: string, headers = {}) =>
    rest.send(rest.machine, 'DELETE', path, { headers });
  const codesOf = ({ status, json }: Answer) => [
    status,
    ...((json['errors'] ?? []) as { pointer: string; code: string }[]).map(
      ({ pointer, code }) => `${pointer} ${code}`,
    ),
  ];

  it.each(PLACES)('is described, aliased, depended on and deleted in %s', async (place) => {
    await put({ key: 'BASE', value: 'canary-value' }, place);
    const described = await patch('BASE', { owner: 'payments', tags: ['pci'] }, place);
    expect([described.status, described.headers.get('etag')]).toEqual([200, '"1"']);
    expect(described.json).toMatchObject({ owner: { kind: 'team' }, tags: ['pci'], version: 1 });
    const alias = await put({ key: 'SECOND', aliasOf: 'BASE' }, place);
    expect([alias.status, alias.headers.get('etag')]).toEqual([201, '"0"']);
    expect(alias.json).toMatchObject({ version: null, aliasOf: { key: 'BASE', deleted: false } });
    expect((await put({ key: 'SECOND', aliasOf: 'BASE' }, place)).status).toBe(200);
    const dependents = await read(`${place}/secrets/BASE/dependents`);
    expect(dependents.json['items']).toMatchObject([{ kind: 'alias', key: 'SECOND' }]);
    const refused = await remove(`${place}/secrets/BASE`);
    expect(codesOf(refused)).toEqual([409, '/confirm has_dependents']);
    expect(refused.json['candidates']).toHaveLength(1);
    expect((await remove(`${place}/secrets/BASE?confirm=BASE`)).status).toBe(204);
    expect((await read(`${place}/secrets/SECOND/versions`)).json).toEqual({
      items: [],
      next: null,
    });
    expect((await remove(`${place}/secrets/SECOND`)).status).toBe(204);
  });

  it('is patched at its version, by strict fields', async () => {
    await put({ key: 'STRICT', value: 'x' });
    expect(
      (await patch('STRICT', { description: 'a' }, '/platform', { 'if-match': '"2"' })).status,
    ).toBe(409);
    expect((await patch('STRICT', { description: 'a', ifVersion: 1 })).status).toBe(200);
    expect((await patch('STRICT', { description: null })).json['description']).toBeNull();
    for (const body of [{ value: 'x' }, { key: 'OTHER' }, { backend: 'local' }, { aliasOf: 'A' }]) {
      expect(codesOf(await patch('STRICT', body))).toEqual([400, ' unknown_field']);
    }
    expect((await patch('NOBODY', {})).status).toBe(404);
    expect(codesOf(await patch('STRICT', { description: 'a\0' }))).toEqual([
      422,
      '/description nul',
    ]);
    expect(codesOf(await patch('STRICT', { owner: 'nobody' }))).toEqual([
      422,
      '/owner owner_unknown',
    ]);
  });

  it('is deleted at its version', async () => {
    await put({ key: 'VERSIONED', value: 'x' });
    expect((await remove('/platform/secrets/VERSIONED', { 'if-match': '"2"' })).status).toBe(409);
    expect((await remove('/platform/secrets/VERSIONED?confirm[not]=')).status).toBe(400);
    expect((await remove('/platform/secrets/VERSIONED', { 'if-match': '"1"' })).status).toBe(204);
  });

  describe('of a type with parts', () => {
    const value = { refresh_token: 'canary-r', access_token: 'canary-a' };

    it('takes an object and answers with the names of its parts alone', async () => {
      const created = await put({ key: 'GITHUB', type: 'oauth_tokens', value });
      expect(created.status).toBe(201);
      expect(created.json).toMatchObject({
        format: 'object',
        parts: ['access_token', 'refresh_token'],
        category: 'provider',
      });
      expect(created.text).not.toContain('canary');
      const stored = await openCurrentValue(rest.installation, created.json['id'] as string);
      expect(stored.toString()).toBe('{"access_token":"canary-a","refresh_token":"canary-r"}');
      const replaced = await put({ key: 'GITHUB', value: { access_token: 'canary-b' } });
      expect(replaced.json).toMatchObject({ version: 2, parts: ['access_token'] });
    });

    it.each([
      [{ value: 'text' }, 422, '/value type_shape'],
      [{ valueBase64: 'eA==' }, 422, '/value type_shape'],
      [{ value: {} }, 422, '/value/access_token type_shape'],
      [{ value: { access_token: '' } }, 422, '/value/access_token type_shape'],
      [{ value: { access_token: 'a\0b' } }, 422, '/value/access_token type_shape'],
      [{ value: { access_token: 'a', canary: 'b' } }, 422, '/value type_shape'],
      [{ value: { access_token: 'a', expires_at: 'soon' } }, 422, '/value/expires_at type_shape'],
      [{ value: { access_token: 'a'.repeat(65_536) } }, 413, '/value value_too_large'],
      [{ value: { access_token: { not: '' } } }, 400, '/value invalid'],
      [{ value: { access_token: 1 } }, 400, '/value invalid'],
      [{ value: ['a'] }, 400, '/value invalid'],
      [{ value, aliasOf: 'A' }, 400, ' one_value'],
      [{ value, valueBase64: 'eA==' }, 400, ' one_value'],
      [{}, 400, ' one_value'],
    ])('refuses what is none: %j', async (fields, status, code) => {
      const answer = await put({ key: 'REFUSED', type: 'oauth_tokens', ...fields });
      expect(codesOf(answer)).toEqual([status, code]);
      expect(answer.text).not.toContain('canary');
    });

    it('refuses a text under the stored type, and an object under a stored text', async () => {
      expect(codesOf(await put({ key: 'GITHUB', value: 'text' }))).toEqual([
        422,
        '/value type_shape',
      ]);
      await put({ key: 'A_TEXT', value: 'x' });
      expect(codesOf(await put({ key: 'A_TEXT', value }))).toEqual([400, '/value wrong_type']);
    });

    it('keeps the names of its parts for itself', async () => {
      const taken = await put({ key: 'GITHUB_ACCESS_TOKEN', value: 'x' });
      expect(codesOf(taken)).toEqual([409, '/key part_name_taken']);
    });
  });

  it('lists who may own it', async () => {
    const answer = await read('/owners?q=pay');
    expect(answer.json['items']).toMatchObject([{ kind: 'team', detail: 'payments' }]);
    expect((await read('/owners?limit=1')).status).toBe(400);
    expect((await rest.send(null, 'GET', '/owners')).status).toBe(401);
  });

  it.each([
    ['A', 422, '/aliasOf alias_target'],
    ['search/ELSEWHERE', 422, '/aliasOf alias_target'],
    ['x\0', 422, '/aliasOf nul'],
    ['', 400, '/aliasOf too_small'],
  ])('is no alias of what is not in reach: %j', async (aliasOf, status, code) => {
    await put({ key: 'ELSEWHERE', value: 'x' }, '/teams/search');
    const answer = await put({ key: 'REFUSED', aliasOf }, '/teams/payments');
    expect(codesOf(answer)).toEqual([status, code]);
  });
});
