import { beforeAll, expect, it } from 'vitest';
import { describeDatabase } from '@/lib/testing/database';
import { openRest } from '@/lib/testing/rest';
import type { Answer, Rest } from '@/lib/testing/rest';

const PLACES = [
  '/platform',
  '/teams/payments',
  '/workspaces/payments.production',
  '/apps/payments.production.billing',
];

describeDatabase('versions over REST', (open) => {
  let rest: Rest;

  beforeAll(async () => {
    rest = await openRest(await open());
  });

  const call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
    rest.send(rest.machine, method, path, {
      ...(body === undefined ? {} : { body }),
      ...(headers ? { headers } : {}),
    });
  const put = (place: string, key: string, value: string) =>
    call('POST', `${place}/secrets`, { key, value });
  const itemsOf = (answer: Answer) => answer.json['items'] as Record<string, unknown>[];

  it.each(PLACES)('are listed, rolled back to and destroyed in %s', async (place) => {
    const at = `${place}/secrets/DATABASE_URL`;
    for (const value of ['canary-1', 'canary-2', 'canary-3'])
      await put(place, 'DATABASE_URL', value);
    const listed = await call('GET', `${at}/versions`);
    expect([listed.status, listed.json['next']]).toEqual([200, null]);
    expect(itemsOf(listed).map((item) => [item['version'], item['state']])).toEqual([
      [3, 'current'],
      [2, 'previous'],
      [1, 'retired'],
    ]);
    expect(itemsOf(listed)[0]).toMatchObject({
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
      createdBy: 'test',
      reason: null,
      destroyedAt: null,
    });
    const rolled = await call('POST', `${at}/rollback`, { version: 1, reason: 'it was better' });
    expect([rolled.status, rolled.headers.get('etag')]).toEqual([200, '"4"']);
    expect(rolled.json).toMatchObject({ key: 'DATABASE_URL', version: 4 });
    expect((await call('DELETE', `${at}/versions/2`)).status).toBe(204);
    const after = await call('GET', `${at}/versions`);
    expect(itemsOf(after).map((item) => [item['state'], item['reason']])).toEqual([
      ['current', 'it was better'],
      ['previous', null],
      ['destroyed', null],
      ['retired', null],
    ]);
    for (const answer of [listed, rolled, after]) expect(answer.text).not.toContain('canary');
  });

  it.each(PLACES)(
    'are staged beside the current one, promoted and discarded in %s',
    async (place) => {
      const at = `${place}/secrets/STAGED_KEY`;
      await put(place, 'STAGED_KEY', 'canary-1');
      const staged = await call('POST', `${at}/staged`, { value: 'canary-2', reason: 'yearly' });
      expect([staged.status, staged.json['version']]).toEqual([201, 1]);
      const promoted = await call('POST', `${at}/promote`, { version: 2 });
      expect([promoted.status, promoted.headers.get('etag')]).toEqual([200, '"2"']);
      const again = await call('POST', `${at}/promote`, { version: 2 });
      expect([again.status, again.text]).toEqual([409, expect.stringContaining('not_staged')]);
      await call('POST', `${at}/staged`, { valueBase64: 'Y2FuYXJ5LTM=' });
      expect((await call('POST', `${at}/discard`, { version: 3 })).status).toBe(204);
      const listed = await call('GET', `${at}/versions`);
      expect(itemsOf(listed).map((item) => item['state'])).toEqual([
        'retired',
        'current',
        'previous',
      ]);
      const both = await call('POST', `${at}/staged`, { value: 'x', valueBase64: 'eA==' });
      expect([both.status, both.text]).toEqual([400, expect.stringContaining('one_value')]);
      for (const answer of [staged, promoted, listed]) expect(answer.text).not.toContain('canary');
    },
  );

  it('are paged by number, newest first', async () => {
    for (const value of ['a', 'b', 'c', 'd', 'e']) await put('/platform', 'PAGED', value);
    const seen: unknown[] = [];
    for (let query = '?limit=2'; query !== '';) {
      const page = await call('GET', `/platform/secrets/PAGED/versions${query}`);
      seen.push(...itemsOf(page).map((item) => item['version']));
      const next = page.json['next'] as string | null;
      query = next === null ? '' : `?limit=2&after=${next}`;
    }
    expect(seen).toEqual([5, 4, 3, 2, 1]);
    expect((await call('GET', '/platform/secrets/PAGED/versions?after=x')).status).toBe(400);
  });

  it('refuse what makes no sense with the status that says why, and change nothing', async () => {
    const at = '/platform/secrets/REFUSED';
    for (const value of ['a', 'b']) await put('/platform', 'REFUSED', value);
    const roll = async (body: unknown, headers?: Record<string, string>) =>
      (await call('POST', `${at}/rollback`, body, headers)).status;
    expect(await roll({ version: 2 })).toBe(409);
    expect(await roll({ version: 9 })).toBe(404);
    expect(await roll({ version: 0 })).toBe(400);
    expect(await roll({ version: '1' })).toBe(400);
    expect(await roll({})).toBe(400);
    expect(await roll({ version: 1, value: 'x' })).toBe(400);
    expect(await roll({ version: 1, reason: 'a\0' })).toBe(422);
    expect(await roll({ version: 1, ifVersion: 1 })).toBe(409);
    expect(await roll({ version: 1 }, { 'if-match': '"1"' })).toBe(409);
    for (const number of ['2', '9', '0', 'x', '1e0', '99999999999']) {
      const status = (await call('DELETE', `${at}/versions/${number}`)).status;
      expect([number, status]).toEqual([number, number === '2' ? 409 : 404]);
    }
    expect((await call('GET', '/platform/secrets/NONE/versions')).status).toBe(404);
    expect((await call('GET', `${at}/versions`)).json['items']).toHaveLength(2);
    expect(await roll({ version: 1 }, { 'if-match': '"2"' })).toBe(200);
  });

  it('tell the second of two writers whose change came first, and when', async () => {
    await put('/platform', 'WATCHED', 'a');
    await put('/platform', 'WATCHED', 'b');
    const body = { key: 'WATCHED', value: 'canary-c', ifVersion: 1 };
    const refused = await call('POST', '/platform/secrets', body);
    expect(refused.status).toBe(409);
    expect(refused.json).toMatchObject({
      code: 'version_conflict',
      earlier: { version: 2, by: 'test', at: expect.stringMatching(/Z$/) as string },
    });
    expect(refused.text).not.toContain('canary');
  });
});
