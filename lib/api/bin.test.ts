import { beforeAll, expect, it } from 'vitest';
import { createToken } from '@/lib/services/tokens/create-token';
import { describeDatabase } from '@/lib/testing/database';
import { openRest } from '@/lib/testing/rest';
import type { Answer, Rest } from '@/lib/testing/rest';

const PLACES = [
  '/platform',
  '/teams/payments',
  '/workspaces/payments.production',
  '/apps/payments.production.billing',
];

describeDatabase('the bin over REST', (open) => {
  let rest: Rest;

  beforeAll(async () => {
    rest = await openRest(await open());
  });

  const call = (method: string, path: string, body?: unknown) =>
    rest.send(rest.machine, method, path, body === undefined ? {} : { body });
  const itemsOf = (answer: Answer) => answer.json['items'] as Record<string, unknown>[];

  it.each(PLACES)('lists, restores and purges in %s', async (place) => {
    const { json } = await call('POST', `${place}/secrets`, { key: 'GONE', value: 'canary-1' });
    const id = json['id'] as string;
    await call('DELETE', `${place}/secrets/GONE`);
    const listed = await call('GET', `${place}/bin`);
    expect([listed.status, listed.json['next']]).toEqual([200, null]);
    expect(itemsOf(listed)).toMatchObject([
      { id, key: 'GONE', versions: 1, deletedBy: 'test', nameTaken: false },
    ]);
    const restored = await call('POST', `${place}/bin/${id}/restore`);
    expect([restored.status, restored.headers.get('etag')]).toEqual([200, '"1"']);
    expect(restored.json).toMatchObject({ id, key: 'GONE', version: 1 });
    expect((await call('GET', `${place}/bin`)).json['items']).toEqual([]);
    expect((await call('POST', `${place}/bin/${id}/restore`)).status).toBe(404);
    expect((await call('DELETE', `${place}/bin/${id}`)).status).toBe(404);
    await call('DELETE', `${place}/secrets/GONE`);
    const purged = await call('DELETE', `${place}/bin/${id}`);
    expect([purged.status, purged.text]).toEqual([204, '']);
    expect((await call('POST', `${place}/bin/${id}/restore`)).status).toBe(404);
    for (const answer of [listed, restored]) expect(answer.text).not.toContain('canary');
  });

  it('says that the name is taken, and what to do about it', async () => {
    const first = await call('POST', '/platform/secrets', { key: 'TAKEN', value: 'a' });
    await call('DELETE', '/platform/secrets/TAKEN');
    await call('POST', '/platform/secrets', { key: 'TAKEN', value: 'b' });
    const refused = await call('POST', `/platform/bin/${first.json['id'] as string}/restore`);
    expect(refused.status).toBe(409);
    expect(refused.json).toMatchObject({ code: 'conflict', errors: [{ code: 'name_taken' }] });
    expect(refused.json['detail']).toContain('Delete that one first');
  });

  it('shows a token that is limited to names only those, and keeps it from the others', async () => {
    const made = await createToken(rest.organization.ctx, {
      name: 'narrow',
      permissions: ['secrets:list', 'secrets:write', 'secrets:delete'],
      namePatterns: ['NARROW_*'],
    });
    const narrow = { token: made.token };
    const ids: string[] = [];
    for (const key of ['NARROW_1', 'WIDE_1']) {
      const { json } = await call('POST', '/platform/secrets', { key, value: 'a' });
      ids.push(json['id'] as string);
      await call('DELETE', `/platform/secrets/${key}`);
    }
    const listed = await rest.send(narrow, 'GET', '/platform/bin');
    expect(itemsOf(listed).map((item) => item['key'])).toEqual(['NARROW_1']);
    const wide = `/platform/bin/${ids[1]!}`;
    expect((await rest.send(narrow, 'POST', `${wide}/restore`)).status).toBe(404);
    expect((await rest.send(narrow, 'DELETE', wide)).status).toBe(404);
    expect((await rest.send(narrow, 'GET', '/platform/secrets/WIDE_1/versions')).status).toBe(403);
    const own = `/platform/bin/${ids[0]!}`;
    expect((await rest.send(narrow, 'POST', `${own}/restore`)).status).toBe(200);
  });

  it('refuses a cursor that is none, and ids that are none', async () => {
    expect((await call('GET', '/platform/bin?after=x')).status).toBe(400);
    expect((await call('GET', '/platform/bin?limit=0')).status).toBe(400);
    for (const id of ['x', 'sec_x', 'tok_01h2xcejqtf2nbrexx3vqjhp41', '%00']) {
      expect((await call('POST', `/platform/bin/${id}/restore`)).status).toBe(404);
      expect((await call('DELETE', `/platform/bin/${id}`)).status).toBe(404);
    }
  });
});
