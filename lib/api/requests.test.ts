import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeDatabase } from '@/lib/testing/database';
import { openRest } from '@/lib/testing/rest';
import type { Answer, Call, Rest } from '@/lib/testing/rest';
import { BODY_BYTES_MAX } from './read-body';

const CANARY = 'canary-7d41';
const PLACE = '/apps/billing/secrets';

describeDatabase('a request', (open) => {
  let rest: Rest;
  const answers: Answer[] = [];

  beforeAll(async () => {
    rest = await openRest(await open());
  });

  afterAll(async () => {
    const { prisma } = rest.installation.database;
    expect(await prisma.secret.count()).toBe(0);
    const said = answers.map((answer) => answer.text + JSON.stringify([...answer.headers]));
    expect(said.join() + rest.lines.join()).not.toContain(CANARY);
  });

  async function send(method: string, path: string, call?: Call): Promise<Answer> {
    const answer = await rest.send(rest.machine, method, path, call);
    answers.push(answer);
    return answer;
  }
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    send('POST', PLACE, { body, headers });
  const codesOf = ({ json }: Answer) =>
    ((json['errors'] ?? []) as { pointer: string; code: string }[]).map(
      ({ pointer, code }) => `${pointer} ${code}`,
    );

  describe('with operators in place of a text is refused', () => {
    const operator = { not: CANARY };
    const secret = { key: 'A', value: CANARY };
    const scope = { kind: 'team', name: 'A', slug: 'a' };
    const token = { name: 'A', permissions: ['*'] };
    const cases = [
      ...[
        'key value valueBase64 type category description backend expiresAt',
        'rotationWindowDays reason ifVersion delivery owner tags aliasOf',
      ]
        .flatMap((line) => line.split(' '))
        .map((field) => [PLACE, { ...secret, [field]: operator }, field] as const),
      ...[{ not: '' }, {}, { value: CANARY, access_token: { not: '' } }].map(
        (value) => [PLACE, { key: 'A', value }, 'value'] as const,
      ),
      [PLACE, { key: 'A', type: 'api_key', value: { access_token: CANARY } }, 'value'] as const,
      ...['kind', 'name', 'slug', 'parent'].map(
        (field) => ['/scopes', { ...scope, [field]: operator }, field] as const,
      ),
      ...['name', 'scope', 'permissions', 'expiresAt'].map(
        (field) => ['/tokens', { ...token, [field]: operator }, field] as const,
      ),
      ['/tokens', { ...token, scope: { kind: 'team', id: operator } }, 'scope/id'] as const,
    ];

    it.each(cases)('%s %j', async (path, body, field) => {
      const answer = await send('POST', path, { body });
      expect([answer.status, answer.json['code']]).toEqual([400, 'invalid_shape']);
      const [first] = codesOf(answer);
      expect(first?.split(' ')[0]).toMatch(new RegExp(`^/${field}`));
    });

    const describing = 'type category delivery description owner tags expiresAt rotationWindowDays';
    it.each(`${describing} reason ifVersion`.split(' '))('PATCH %s', async (field) => {
      const answer = await send('PATCH', `${PLACE}/A`, { body: { [field]: operator } });
      expect([answer.status, answer.json['code']]).toEqual([400, 'invalid_shape']);
      expect(codesOf(answer)[0]?.split(' ')[0]).toBe(`/${field}`);
    });

    it.each([['?q[not]='], ['?limit=1&limit=2'], ['?limit=0'], ['?limit=a'], ['?order=asc']])(
      'or with a query that is not described: %s',
      async (query) => {
        expect((await send('GET', PLACE + query)).status).toBe(400);
      },
    );
  });

  it('with a field that is not described is refused, and the field is not named', async () => {
    for (const extra of ['role', 'organizationId', 'id', 'version', 'ownerId', CANARY]) {
      const answer = await post({ key: 'A', value: CANARY, [extra]: CANARY });
      expect(answer).toMatchObject({ status: 400, json: { code: 'invalid_shape' } });
      expect(codesOf(answer)).toEqual([' unknown_field']);
    }
    const scope = { kind: 'team', id: 'payments', role: CANARY };
    const nested = await send('POST', '/tokens', {
      body: { name: 'x', permissions: ['*'], scope },
    });
    expect(codesOf(nested)).toEqual(['/scope unknown_field']);
  });

  it('with a prototype name as a JSON key or as a secret pollutes nothing', async () => {
    for (const name of ['__proto__', 'constructor', 'prototype']) {
      const inside = await post(`{"key":"A","value":"${CANARY}","${name}":{"polluted":true}}`);
      expect([inside.status, codesOf(inside)]).toEqual([400, [' prototype_name']]);
      const named = await post({ key: name, value: CANARY });
      expect([named.status, codesOf(named)]).toEqual([422, ['/key name_prototype']]);
      expect((await send('DELETE', `${PLACE}/${name}`)).status).toBe(422);
    }
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it.each([
    ['{"key":"A","key":"B","value":"x"}', 'duplicate_name'],
    ['{"key":"A","value":"\\ud800"}', 'lone_surrogate'],
    ['{"key":"A","\\udfff":"x"}', 'lone_surrogate'],
    [`{"key":"A","value":"${CANARY}`, 'json_syntax'],
    ['', 'json_syntax'],
    ['\ufeff{"key":"A","value":"x"}', 'json_syntax'],
    [Uint8Array.from(Buffer.from('{"key":"A","value":"\xff"}', 'latin1')), 'not_utf8'],
    [Uint8Array.from(Buffer.from('{"key":"A","value":"\xed\xa0\x80"}', 'latin1')), 'not_utf8'],
  ])('that could be read in two ways, or in none, is refused: %j', async (body, code) => {
    const answer = await post(body);
    expect([answer.status, answer.json['code']]).toEqual([400, 'malformed_request']);
    expect(codesOf(answer)).toEqual([` ${code}`]);
  });

  it.each([['null'], ['[]'], ['"text"'], ['1']])(
    'that is no object is refused: %s',
    async (body) => {
      expect((await post(body)).status).toBe(400);
    },
  );

  it('with NUL in any text is refused as a broken rule', async () => {
    for (const field of ['description', 'reason']) {
      const answer = await post({ key: 'A', value: CANARY, [field]: 'a\0b' });
      expect([answer.status, codesOf(answer)]).toEqual([422, [`/${field} nul`]]);
    }
    expect((await send('GET', `${PLACE}?q=%00`)).status).toBe(422);
    expect((await send('GET', `${PLACE}?after=%00`)).status).toBe(422);
    expect((await send('GET', '/scopes?after=%00')).status).toBe(422);
    expect((await send('GET', '/apps/a%00b/secrets')).status).toBe(404);
    expect((await send('DELETE', `${PLACE}/A%00B`)).status).toBe(422);
    expect((await send('DELETE', '/tokens/%00')).status).toBe(404);
  });

  it('that is too large or too deep is answered 413', async () => {
    const huge = `{"key":"A","value":"${'a'.repeat(BODY_BYTES_MAX)}"}`;
    expect(codesOf(await post(huge))).toEqual([' body_too_large']);
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(64 * 1024).fill(97)),
    });
    expect((await post(endless)).status).toBe(413);
    const deep = await post(`{"key":${'['.repeat(100_000)}`);
    expect([deep.status, codesOf(deep)]).toEqual([413, [' too_deep']]);
    const wide = await post(`{"key":[${'[],'.repeat(100_000)}[]]}`);
    expect(wide.status).toBe(400);
  });

  it.each([
    ['text/plain'],
    ['application/x-www-form-urlencoded'],
    ['application/jsonp'],
    ['application/vnd.api+json'],
    ['application/json; charset=latin1'],
    ['application/json, text/plain'],
    [''],
  ])('of the type %j is answered 415', async (type) => {
    const answer = await post({ key: 'A', value: CANARY }, { 'content-type': type });
    expect([answer.status, answer.json['code']]).toEqual([415, 'unsupported_media_type']);
  });

  it('that is compressed is answered 415', async () => {
    const answer = await post({ key: 'A', value: CANARY }, { 'content-encoding': 'gzip' });
    expect(answer.status).toBe(415);
  });

  it.each([
    ['PUT', PLACE, 'GET, HEAD, OPTIONS, POST'],
    ['PUT', `${PLACE}/A`, 'DELETE, OPTIONS, PATCH'],
    ['GET', `${PLACE}/A`, 'DELETE, OPTIONS, PATCH'],
    ['DELETE', '/scopes', 'GET, HEAD, OPTIONS, POST'],
    ['POST', '/openapi.json', 'GET, HEAD, OPTIONS'],
  ])('with a method the path does not take is answered 405: %s %s', async (method, path, allow) => {
    const answer = await send(method, path);
    expect([answer.status, answer.json['code']]).toEqual([405, 'method_not_allowed']);
    expect(answer.headers.get('allow')).toBe(allow);
    expect((await send('OPTIONS', path)).headers.get('allow')).toBe(allow);
  });

  it.each([[`/${CANARY}`], ['/apps'], ['/apps/billing/secrets/A/B'], ['/platform'], ['']])(
    'to a path that is not there is answered 404: %j',
    async (path) => {
      const answer = await send('POST', path, { body: { key: 'A' } });
      expect([answer.status, answer.json['code']]).toEqual([404, 'not_found']);
    },
  );

  it('gets a problem with its own id back, or the id that a proxy gave it', async () => {
    const own = await send('GET', '/apps/none/secrets');
    expect(own.headers.get('content-type')).toBe('application/problem+json');
    expect(own.json).toMatchObject({ type: 'about:blank', status: 404, code: 'not_found' });
    expect(own.json['requestId']).toBe(own.headers.get('x-request-id'));
    const id = '0af7651916cd43dd8448eb211c80319c';
    const given = await send('GET', '/scopes', { headers: { 'x-request-id': id } });
    expect(given.headers.get('x-request-id')).toBe(id);
    const odd = await send('GET', '/scopes', { headers: { 'x-request-id': CANARY } });
    expect(odd.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});
