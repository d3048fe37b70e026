import { beforeAll, expect, it } from 'vitest';
import { DAY_MS } from '@/lib/domain/durations';
import { SECRET_STATES, secretState } from '@/lib/domain/secret-state';
import { fromTypeId } from '@/lib/domain/ids';
import { SECRET_SORTS } from '@/lib/domain/secret-sort';
import { createToken } from '@/lib/services/tokens/create-token';
import { makeConnector } from '@/lib/testing/backends/harness-backend';
import { describeDatabase } from '@/lib/testing/database';
import { openRest } from '@/lib/testing/rest';
import type { Rest } from '@/lib/testing/rest';

const PLACE = '/teams/payments';
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();

interface Item {
  readonly key: string;
  readonly type: string;
  readonly version: number | null;
  readonly expiresAt: string | null;
  readonly updatedAt: string;
  readonly aliasOf: object | null;
  readonly lostAt: string | null;
}

const SEALED: readonly Record<string, unknown>[] = [
  { key: 'delta', type: 'generic', expiresAt: inDays(3) },
  { key: 'ALPHA', type: 'api_key', expiresAt: inDays(1) },
  { key: 'Echo', type: 'api_key' },
  { key: 'bravo', type: 'webhook_secret', expiresAt: inDays(90) },
  { key: 'CHARLIE', type: 'generic' },
  { key: 'foxtrot', type: 'database_url', expiresAt: inDays(13.9) },
  { key: 'golf', type: 'encryption_key' },
];

describeDatabase('a list of secrets', (open) => {
  let rest: Rest;

  /** What no route of this version can make yet is written to the tables. */
  const write = (sql: string, ...values: unknown[]) =>
    rest.installation.database.pool.query(sql, values);

  beforeAll(async () => {
    rest = await openRest(await open());
    for (const { key, type, expiresAt } of SEALED) {
      const value = 'postgresql://u:p@h:5432/name';
      await rest.send(rest.machine, 'POST', `${PLACE}/secrets`, {
        body: { key, type, value, ...(expiresAt ? { expiresAt } : {}) },
      });
    }
    const find = `(SELECT id FROM secret WHERE name = 'bravo')`;
    await write(
      `UPDATE secret SET current_version = NULL, alias_of_id = ${find} WHERE name = 'Echo'`,
    );
    await write(`UPDATE secret SET current_version = NULL WHERE name = 'CHARLIE'`);
    await write(
      `UPDATE secret_version SET lost_at = now()
        WHERE secret_id = (SELECT id FROM secret WHERE name = 'golf')`,
    );
    await write(`UPDATE secret SET expires_at = $1 WHERE name = 'ALPHA'`, inDays(-1));
    await write(`UPDATE secret SET category = 'integration' WHERE name = 'bravo'`);
    await makeConnector(rest.organization, { kind: 'env', slug: 'files' });
    await write(
      `UPDATE secret SET backend = 'env', reference = 'B', connector_id = (SELECT id FROM connector)
        WHERE name = 'bravo'`,
    );
    await write(`UPDATE secret SET tags = '{eu,billing}' WHERE name IN ('delta', 'bravo')`);
    await write(
      `UPDATE secret SET owner_user_id = $1 WHERE name = 'delta'`,
      rest.organization.owner.id,
    );
    await write(
      `UPDATE secret SET owner_team_id = $1 WHERE name = 'ALPHA'`,
      fromTypeId(['team'], rest.organization.payments.team.id),
    );
    // Two of one instant, so that only the second key tells them apart.
    await write(
      `UPDATE secret SET updated_at = now() - interval '1 hour' WHERE name IN ('bravo', 'Echo')`,
    );
  });

  const list = (query: string) => rest.send(rest.machine, 'GET', `${PLACE}/secrets?${query}`);
  const map = (query: string) =>
    rest.send(rest.machine, 'GET', `${PLACE}/secrets/page-starts?${query}`);
  const keysOf = async (query: string) => (await list(query)).json['keys'];

  async function readAll(query: string): Promise<Item[]> {
    const items: Item[] = [];
    for (let after = ''; ;) {
      const { json } = await list(`${query}${after}`);
      items.push(...(json['items'] as Item[]));
      if (json['next'] === null) return items;
      after = `&after=${encodeURIComponent(json['next'] as string)}`;
    }
  }

  const byName = (one: Item, other: Item) =>
    one.key.toLowerCase() < other.key.toLowerCase() ? -1 : 1;
  const end = (item: Item) => item.expiresAt ?? '9';

  it('is sorted by name, change, expiry and type, each row once whatever the page', async () => {
    const named = (await readAll('limit=200')).sort(byName);
    const expected: Record<string, Item[]> = {
      name: named,
      '-name': named.toReversed(),
      expires: named.toSorted((a, b) => end(a).localeCompare(end(b)) || byName(a, b)),
      type: named.toSorted((a, b) => (a.type < b.type ? -1 : a.type > b.type ? 1 : byName(a, b))),
    };
    for (const [sort, items] of Object.entries(expected)) {
      for (const limit of [1, 2, 4, 6]) {
        expect(await readAll(`sort=${sort}&limit=${limit}`), sort).toEqual(items);
      }
    }
    const changed = await readAll('sort=changed&limit=1');
    expect(changed.map((item) => item.updatedAt)).toEqual(
      changed.map((item) => item.updatedAt).sort(),
    );
    expect(await readAll('sort=-changed&limit=2')).toEqual(changed.toReversed());
  });

  it('is filtered by state as the rows say of themselves, each row in one state', async () => {
    const all = await readAll('');
    const found: string[] = [];
    for (const state of SECRET_STATES) {
      const items = await readAll(`state=${state}`);
      expect(items.map((item) => secretState(item, new Date()))).toEqual(items.map(() => state));
      expect(items.length, state).toBeGreaterThan(0);
      found.push(...items.map((item) => item.key));
    }
    expect(found.sort()).toEqual(all.map((item) => item.key).sort());
  });

  it('is filtered by type, category, backend, tag, owner and name, all of which must fit', async () => {
    const { payments } = rest.organization;
    expect(await keysOf('type=generic')).toEqual(['CHARLIE', 'delta']);
    expect(await keysOf('category=integration')).toEqual(['bravo']);
    // Echo is an alias and has no value of its own anywhere.
    expect(await keysOf('backend=env')).toEqual(['bravo']);
    expect(await keysOf('backend=local&tag=eu')).toEqual(['delta']);
    expect(await keysOf('backend=local&q=o')).toEqual(['foxtrot', 'golf']);
    expect(await keysOf('tag=eu')).toEqual(['bravo', 'delta']);
    expect(await keysOf('tag=eu&type=generic')).toEqual(['delta']);
    expect(await keysOf(`owner=${payments.team.id}`)).toEqual(['ALPHA']);
    const [mine] = (await readAll('key=DELTA')) as unknown as { owner: { id: string } }[];
    expect(await keysOf(`owner=${mine?.owner.id}`)).toEqual(['delta']);
    expect(await keysOf('owner=none&q=a')).toEqual(['bravo', 'CHARLIE']);
    expect(await keysOf('q=L&sort=-name')).toEqual(['golf', 'delta', 'CHARLIE', 'ALPHA']);
    expect(await keysOf('key=alpha')).toEqual(['ALPHA']);
    expect(await keysOf('key=alph')).toEqual([]);
  });

  it.each([
    'sort=size',
    'sort=name&sort=type',
    'type=secret',
    'category=all',
    'state=old',
    'backend=aws_sm',
    'tag=Upper',
    'owner=ada',
    'owner=sec_01kanm0000e0080g0r40m30e1g',
    'offset=3',
    'limit=0',
  ])('refuses %s with 400', async (query) => {
    expect(await list(query)).toMatchObject({ status: 400, json: { code: 'invalid_shape' } });
  });

  it('refuses the cursor of another order and any other text, and takes any name by name', async () => {
    const cursors = new Map<string, string>();
    for (const sort of SECRET_SORTS) {
      cursors.set(sort, (await list(`sort=${sort}&limit=1`)).json['next'] as string);
    }
    for (const sort of SECRET_SORTS) {
      for (const [of, cursor] of cursors) {
        const { status } = await list(`sort=${sort}&after=${encodeURIComponent(cursor)}`);
        expect([sort, of, status]).toEqual([sort, of, sort === of ? 200 : 400]);
      }
    }
    const forged = (...parts: unknown[]) =>
      `~${Buffer.from(JSON.stringify(parts)).toString('base64url')}`;
    for (const [sort, cursor] of [
      ['type', '~'],
      ['type', '~!!'],
      ['type', forged('type', 'generic')],
      ['type', forged('type', 'other', 'alpha')],
      ['type', forged('type', 'generic', "a' OR TRUE")],
      ['changed', forged('changed', '2026-02-30T00:00:00.000000Z', crypto.randomUUID())],
      ['changed', forged('changed', 'infinity', crypto.randomUUID())],
      ['expires', forged('expires', null, 'alpha')],
      ['-name', forged('-name', 'alpha', 'beta')],
    ] as const) {
      expect((await list(`sort=${sort}&after=${cursor}`)).status, cursor).toBe(400);
    }
    expect(await keysOf('after=Charl&limit=1')).toEqual(['CHARLIE']);
  });

  it('has a map: its length, a start for each page that reads what the pages do, and places', async () => {
    for (const sort of SECRET_SORTS) {
      const all = (await readAll(`sort=${sort}`)).map((item) => item.key);
      const { json } = await map(`sort=${sort}&size=4&positionOf=bravo`);
      expect(json).toMatchObject({ total: all.length, position: all.indexOf('bravo') });
      const starts = json['starts'] as (string | null)[];
      expect(starts).toHaveLength(2);
      const pages = [];
      for (const start of starts) {
        const after = start === null ? '' : `&after=${encodeURIComponent(start)}`;
        pages.push(await keysOf(`sort=${sort}&limit=4${after}`));
      }
      expect(pages.flat(), sort).toEqual(all);
    }
    expect((await map('size=7')).json).toEqual({ total: 7, starts: [null], position: null });
    expect((await map('q=none')).json).toEqual({ total: 0, starts: [null], position: null });
    expect((await map('type=generic&positionOf=BRAVO')).json).toMatchObject({
      total: 2,
      position: null,
    });
    expect((await map('limit=3')).status).toBe(400);
  });

  it('shows a token that is limited to names no others, in its map neither', async () => {
    const few = await createToken(rest.organization.ctx, {
      name: 'few',
      permissions: ['secrets:list'],
      namePatterns: ['b*', 'CH*'],
    });
    const get = (path: string) => rest.send(few, 'GET', `${PLACE}/secrets${path}`);
    expect((await get('?sort=-name')).json['keys']).toEqual(['CHARLIE', 'bravo']);
    expect((await get('/page-starts?positionOf=ALPHA')).json).toMatchObject({
      total: 2,
      position: null,
    });
  });
});
