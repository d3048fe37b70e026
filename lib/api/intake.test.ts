import { beforeAll, beforeEach, expect, it } from 'vitest';
import { INTAKE_LIMIT } from '@/lib/services/intake/admit-intake';
import { describeDatabase } from '@/lib/testing/database';
import { OTHER_MASTER_KEY, testInstallation } from '@/lib/testing/installation';
import { openCurrentValue } from '@/lib/testing/open-current-value';
import { signIn } from '@/lib/testing/organization';
import { openRest, restOf } from '@/lib/testing/rest';
import type { Rest } from '@/lib/testing/rest';

const CANARY = 'canary-intake-5f1d0c77ab20-value';

interface Made {
  readonly id: string;
  readonly secret: string;
  readonly item: string;
}

describeDatabase('intake links over REST', (open) => {
  let rest: Rest;
  let owner: { readonly cookie: string };
  let made = 0;
  beforeAll(async () => {
    rest = await openRest(await open());
    owner = { cookie: await signIn(rest.installation, rest.organization.owner.email) };
  });
  beforeEach(() => rest.installation.database.prisma.throttle.deleteMany());

  const post = (path: string, body: object, headers: Readonly<Record<string, string>> = {}) =>
    rest.send(null, 'POST', path, { body, headers });
  const read = (link: string) => post('/intake/read', { link });
  const answer = ({ secret: link, item }: Made, value: object) =>
    post('/intake/answer', { link, item, ...value });

  async function makeLink(fields: object = {}): Promise<Made> {
    made += 1;
    const key = `ASKED_${made}`;
    const body = { key, value: 'before-it-was-asked', ...fields };
    const { json } = await rest.send(rest.machine, 'POST', '/apps/billing/secrets', { body });
    const asked = { secrets: [json['id']], label: 'Bob', note: 'From the mail', expiresInDays: 7 };
    const link = await rest.send(owner, 'POST', '/intake-links', { body: asked });
    expect(link.status).toBe(201);
    const secret = (link.json['link'] as string).split('#')[1]!;
    return { id: link.json['id'] as string, secret, item: json['id'] as string };
  }

  it('goes its whole way: made, read, answered once, seen as answered, refused after that', async () => {
    const link = await makeLink();
    const seen = await read(link.secret);
    expect(seen).toMatchObject({
      status: 200,
      json: { label: 'Bob', note: 'From the mail', items: [{ id: link.item, answeredAt: null }] },
    });
    const sealed = await answer(link, { value: CANARY });
    expect(sealed).toMatchObject({ status: 200, json: { asked: 1, answered: 1 } });
    expect((await openCurrentValue(rest.installation, link.item)).toString()).toBe(CANARY);
    const list = await rest.send(owner, 'GET', '/intake-links?limit=1');
    expect(list.json).toMatchObject({
      items: [{ id: link.id, state: 'complete', items: [{ version: 2 }] }],
      next: expect.toSatisfy((next: unknown) => next === null || next === link.id) as unknown,
    });
    expect([(await read(link.secret)).status, (await answer(link, { value: 'x' })).status]).toEqual(
      [404, 404],
    );
  });

  it('is a person’s to make: a token gets 403, which says so', async () => {
    const body = { secrets: ['payments/NONE'], label: 'Bob', expiresInDays: 1 };
    const refused = await rest.send(rest.machine, 'POST', '/intake-links', { body });
    expect(refused).toMatchObject({ status: 403, json: { code: 'forbidden' } });
    expect(refused.text).toContain('A token cannot make intake links');
  });

  it.each([
    ['more than seven days', { expiresInDays: 8 }],
    ['no day', { expiresInDays: 0 }],
    ['no secret', { secrets: [] }],
    ['an empty name', { label: ' ' }],
    ['a name of two lines', { label: 'Bob\nand Eve' }],
    ['more than 200 secrets', { secrets: Array.from({ length: 201 }, (_, at) => `a/B${at}`) }],
  ])('is not made with %s', async (_, fields) => {
    const body = { secrets: ['payments/NONE'], label: 'Bob', expiresInDays: 1, ...fields };
    const refused = await rest.send(owner, 'POST', '/intake-links', { body });
    expect(refused).toMatchObject({ status: 400, json: { code: 'invalid_shape' } });
  });

  it.each<[string, object, number, string]>([
    ['an empty text', { value: '' }, 422, '/value'],
    ['NUL', { value: 'a\0b' }, 422, '/value'],
    ['more than 64 KiB', { value: 'x'.repeat(65_537) }, 413, '/value'],
    ['no base64', { valueBase64: '===' }, 422, '/valueBase64'],
    ['parts for a type without them', { value: { password: 'x' } }, 400, '/value'],
    ['two values', { value: 'a', valueBase64: 'YQ==' }, 400, ''],
    ['no value', {}, 400, ''],
  ])('refuses %s at its field, as replacing does, and uses nothing up', async (...row) => {
    const [, value, status, pointer] = row;
    const link = await makeLink();
    const refused = await answer(link, value);
    expect(refused).toMatchObject({ status, json: { errors: [{ pointer }] } });
    expect((await answer(link, { valueBase64: 'AAEC' })).status).toBe(200);
    expect([...(await openCurrentValue(rest.installation, link.item))]).toEqual([0, 1, 2]);
  });

  it('asks for the parts of a structured type by name, and takes them as an object', async () => {
    const value = { username: 'a', password: 'b' };
    const link = await makeLink({ type: 'auth_profile', value });
    const { json } = await read(link.secret);
    const parts = [{ name: 'username', label: 'User name', required: true }, { name: 'password' }];
    expect(json['items']).toMatchObject([{ format: 'object' }]);
    expect((json['items'] as { parts: object[] }[])[0]!.parts.slice(0, 2)).toMatchObject(parts);
    const missing = await answer(link, { value: { username: 'bob' } });
    expect(missing).toMatchObject({ status: 422, json: { errors: [{ code: 'type_shape' }] } });
    const given = { username: 'bob', password: 'entered by bob' };
    expect((await answer(link, { value: given })).status).toBe(200);
  });

  it('limits wrong links by the address they come from, whatever is claimed beside it', async () => {
    const from = (address: string) =>
      post('/intake/read', { link: 'nonsense' }, { 'x-keystow-peer': address });
    for (let tried = 0; tried < INTAKE_LIMIT.attemptsMax; tried += 1) {
      expect((await from('192.0.2.1')).status).toBe(404);
    }
    const refused = await from('192.0.2.1');
    expect(refused).toMatchObject({ status: 429, json: { code: 'throttled' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await from('192.0.2.2')).status).toBe(404);
  });

  it('while the console is locked answers 423 to whoever holds a link', async () => {
    const link = await makeLink();
    const locked = await testInstallation(rest.installation.database, {
      KEYSTOW_MASTER_KEY: OTHER_MASTER_KEY,
    });
    const { send } = restOf(async () => locked);
    const refused = await send(null, 'POST', '/intake/read', { body: { link: link.secret } });
    expect(refused).toMatchObject({ status: 423, json: { code: 'locked' } });
    expect(refused.text).toContain('open the link again later');
  });

  it('leaves the value and the link nowhere: no answer, log line or row has them (fault 22)', async () => {
    const link = await makeLink();
    const answers = [
      await read(link.secret),
      await answer(link, { value: `${CANARY}\0` }),
      await answer(link, { value: CANARY }),
      await answer(link, { value: CANARY }),
      await read(link.secret),
      await rest.send(owner, 'GET', '/intake-links'),
      await rest.send(owner, 'GET', '/apps/billing/secrets'),
    ];
    const { prisma } = rest.installation.database;
    const tables = ['audit_event', 'secret', 'secret_version', 'intake_link', 'intake_item'];
    const rows = await Promise.all(
      tables.map((table) =>
        prisma.$queryRawUnsafe<{ row: string }[]>(`SELECT t::text AS row FROM ${table} t`),
      ),
    );
    const kept = [
      ...answers.map(({ text, headers }) => text + JSON.stringify([...headers])),
      ...rest.lines,
      ...rows.flat().map(({ row }) => row),
    ].join('\n');
    expect(kept.length).toBeGreaterThan(10_000);
    for (const text of [CANARY, link.secret]) {
      const bytes = Buffer.from(text);
      for (const spelling of ['utf8', 'hex', 'base64', 'base64url'] as const) {
        expect(kept).not.toContain(bytes.toString(spelling).replace(/=+$/, ''));
      }
    }
  });
});
