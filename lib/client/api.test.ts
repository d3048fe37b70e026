import { afterEach, describe, expect, it, vi } from 'vitest';
import { fetchSecrets } from './api';
import { secretMapKey, secretPageKey, secretsKey, versionsKey } from './query-keys';
import { RequestRefused } from './request-refused';

const PAGE = { items: [], keys: [], next: null };

function answering(answer: Response | Error | DOMException) {
  const fetch = vi.fn<typeof globalThis.fetch>(async () => {
    if (answer instanceof Response) return answer;
    throw answer;
  });
  vi.stubGlobal('fetch', fetch);
  return fetch;
}

async function refusalOf(answer: Response | Error): Promise<RequestRefused> {
  answering(answer);
  const error: unknown = await fetchSecrets({ scopePath: 'a', kind: 'team' }).catch(
    (thrown: unknown) => thrown,
  );
  if (error instanceof RequestRefused) return error;
  throw new Error('It was not refused.');
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('a list of secrets', () => {
  it.each([
    [{ kind: 'organization', scopePath: '_platform' }, '/api/v1/platform/secrets'],
    [{ kind: 'team', scopePath: 'pay' }, '/api/v1/teams/pay/secrets'],
    [{ kind: 'workspace', scopePath: 'pay.live' }, '/api/v1/workspaces/pay.live/secrets'],
    [{ kind: 'app', scopePath: 'a/../b', q: 'x&y' }, '/api/v1/apps/a%2F..%2Fb/secrets?q=x%26y'],
    [{ kind: 'app', scopePath: 'a', q: '', after: 'k' }, '/api/v1/apps/a/secrets?after=k'],
    [
      { kind: 'team', scopePath: 'a', type: 'api_key', tag: 'a:b', sort: '-changed', limit: 9 },
      '/api/v1/teams/a/secrets?type=api_key&tag=a%3Ab&sort=-changed&limit=9',
    ],
    [{ kind: 'team', scopePath: 'a', key: 'DB' }, '/api/v1/teams/a/secrets?key=DB'],
  ] as const)('is asked for at its own address: %j', async (wanted, address) => {
    const fetch = answering(Response.json(PAGE));
    expect(await fetchSecrets(wanted)).toEqual(PAGE);
    expect(fetch.mock.calls[0]?.[0]).toBe(address);
    expect(fetch.mock.calls[0]?.[1]).toMatchObject({
      cache: 'no-store',
      credentials: 'same-origin',
    });
  });

  it('that is refused tells the code, the message, the fields and the request', async () => {
    const issue = { pointer: '/q', code: 'too_big', message: 'At most 128 characters.' };
    const problem = {
      code: 'invalid_shape',
      detail: 'Wrong.',
      requestId: 'r1',
      errors: [issue, 7],
    };
    const headers = { 'content-type': 'application/problem+json' };
    expect(await refusalOf(Response.json(problem, { status: 400, headers }))).toMatchObject({
      code: 'invalid_shape',
      message: 'Wrong.',
      status: 400,
      issues: [issue],
      requestId: 'r1',
    });
  });

  it('that is refused without more to say tells the title', async () => {
    const problem = { code: 'internal', title: 'Unexpected error', requestId: 'r2' };
    const headers = { 'content-type': 'application/problem+json' };
    expect(await refusalOf(Response.json(problem, { status: 500, headers }))).toMatchObject({
      code: 'internal',
      message: 'Unexpected error',
    });
  });

  it.each([
    [new TypeError('fetch failed')],
    [new Response('<h1>Bad gateway</h1>', { status: 502 })],
    [new Response('{', { status: 500, headers: { 'content-type': 'application/problem+json' } })],
    [new Response('<html>', { status: 200 })],
  ])('that something else answers is unreachable: %#', async (answer) => {
    expect(await refusalOf(answer)).toMatchObject({ code: 'unreachable', requestId: null });
  });

  it('that nobody waits for any more ends as aborted, not as refused', async () => {
    const abort = new AbortController();
    abort.abort();
    answering(new DOMException('stop', 'AbortError'));
    const wanted = { scopePath: 'a', kind: 'team', signal: abort.signal } as const;
    await expect(fetchSecrets(wanted)).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('is out of date together with every search in its scope', () => {
    const key = secretsKey('payments');
    for (const one of [
      secretPageKey('payments', 'q=db', 3),
      secretMapKey('payments', '', 'DB'),
      versionsKey('payments', 'DB'),
    ]) {
      expect(one.slice(0, key.length)).toEqual(key);
    }
    expect(secretPageKey('search', '', 0).slice(0, key.length)).not.toEqual(key);
  });
});
