import { afterEach, describe, expect, it, vi } from 'vitest';
import { fetchDependents } from './dependents';
import { fetchOwners } from './owners';
import { dependentsKey, secretsKey } from './query-keys';

function answering(answer: object) {
  const fetch = vi.fn<typeof globalThis.fetch>(async () => Response.json(answer));
  vi.stubGlobal('fetch', fetch);
  return fetch;
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('who may own a secret', () => {
  it.each([
    ['', '/api/v1/owners'],
    ['a&b', '/api/v1/owners?q=a%26b'],
  ])('is asked for by what was typed: %j', async (q, address) => {
    const fetch = answering({ items: [] });
    expect(await fetchOwners(q)).toEqual({ items: [] });
    expect(fetch.mock.calls[0]?.[0]).toBe(address);
  });
});

describe('what depends on a secret', () => {
  it('is asked for at the secret, and out of date with its scope', async () => {
    const fetch = answering({ items: [] });
    await fetchDependents({ kind: 'team', scopePath: 'pay' }, 'STRIPE_KEY');
    expect(fetch.mock.calls[0]?.[0]).toBe('/api/v1/teams/pay/secrets/STRIPE_KEY/dependents');
    const key = secretsKey('pay');
    expect(dependentsKey('pay', 'STRIPE_KEY').slice(0, key.length)).toEqual(key);
  });
});
