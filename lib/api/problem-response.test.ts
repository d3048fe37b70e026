import { beforeAll, describe, expect, it } from 'vitest';
import { DatabaseUnavailable } from '@/lib/db/connection/database-unavailable';
import { KeystowError } from '@/lib/domain/errors';
import { describeDatabase } from '@/lib/testing/database';
import { openRest, restOf } from '@/lib/testing/rest';
import type { Rest } from '@/lib/testing/rest';

const CANARY = 'canary-61b0';

/** The application where the first thing every route needs fails with `error`. */
const failing = (error: unknown) => restOf(() => Promise.reject(error));
const machine = { token: 'kst_none' };

describe('an error inside a route', () => {
  it('that nobody expected is a blank 500 with a request id, and logged without what it says', async () => {
    const { send, lines } = failing(new TypeError(`cannot read ${CANARY}`));
    const body = { key: CANARY, value: CANARY };
    const answer = await send(machine, 'POST', '/platform/secrets', { body });
    expect(answer.status).toBe(500);
    const requestId = answer.headers.get('x-request-id');
    expect(answer.json).toEqual({
      type: 'about:blank',
      title: 'Unexpected error',
      status: 500,
      code: 'internal',
      requestId,
    });
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(lines.map((line) => JSON.parse(line) as object)).toContainEqual(
      expect.objectContaining({
        level: 'error',
        requestId,
        method: 'POST',
        route: '/api/v1/platform/secrets',
        err: expect.objectContaining({ name: 'TypeError' }) as object,
      }),
    );
    expect(lines.join() + answer.text).not.toContain(CANARY);
  });

  it.each([[CANARY], [undefined], [{ status: 200, value: CANARY }]])(
    'is a blank 500 also when it is no Error: %j',
    async (thrown) => {
      const { send, lines } = failing(thrown);
      const answer = await send(machine, 'GET', '/scopes');
      expect(answer).toMatchObject({ status: 500, json: { code: 'internal' } });
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(lines.join() + answer.text).not.toContain(CANARY);
    },
  );

  it('says what its title does not, and nothing twice', async () => {
    const bare = await failing(new KeystowError('tampered')).send(machine, 'GET', '/scopes');
    expect(bare.json).not.toHaveProperty('detail');
    const told = await failing(new KeystowError('tampered', 'The head of the log differs.')).send(
      machine,
      'GET',
      '/scopes',
    );
    expect(told.json).toMatchObject({
      title: 'Stored data was changed outside the console',
      detail: 'The head of the log differs.',
    });
  });

  it('by which stored data was changed outside is a 500 of its own code', async () => {
    const { send, lines } = failing(new KeystowError('tampered'));
    expect(await send(machine, 'GET', '/scopes')).toMatchObject({
      status: 500,
      json: { code: 'tampered' },
    });
    expect(lines.join()).toContain('request failed');
  });

  it('says when to try again where that is known', async () => {
    const { send } = failing(new KeystowError('throttled', 'Wait.', { retryAfterSeconds: 17 }));
    const answer = await send(machine, 'GET', '/scopes');
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '17']);
  });

  it('is 503 with Retry-After while the database is away, however the driver says so', async () => {
    const refused = Object.assign(new Error(CANARY), { code: 'ECONNREFUSED' });
    for (const error of [new DatabaseUnavailable(refused), refused]) {
      const { send, lines } = failing(error);
      const answer = await send(machine, 'GET', '/scopes');
      expect(answer).toMatchObject({ status: 503, json: { code: 'unavailable' } });
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(lines.join()).toContain('database unavailable');
      expect(lines.join() + answer.text).not.toContain(CANARY);
    }
  });
});

describeDatabase('a database that is gone', (open) => {
  let rest: Rest;

  beforeAll(async () => {
    rest = await openRest(await open());
  });

  it('is answered 503 on every kind of route, and never with what the driver said', async () => {
    await rest.installation.database.close();
    const body = { key: 'A', value: CANARY };
    const answers = [
      await rest.send(rest.machine, 'GET', '/scopes'),
      await rest.send(rest.machine, 'POST', '/platform/secrets', { body }),
      await rest.send(rest.machine, 'DELETE', '/platform/secrets/A'),
    ];
    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 503, json: { code: 'unavailable' } });
    }
    expect(rest.lines.join()).not.toContain(CANARY);
  });
});
