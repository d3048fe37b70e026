// How every backend that is asked over a network fails: within its time, in one of five ways, quoting nothing.

import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Backend } from '@/lib/backends/backend';
import type { BackendReference } from '@/lib/domain/backend-reference';
import { Plaintext } from '@/lib/domain/plaintext';
import { DOWN, type LoopbackServer, type Misbehaviour, startLoopback } from './loopback-server';
import { taken } from './taken';

export interface NetworkHarness {
  /** In front of what `open` speaks to. */
  server(): LoopbackServer;
  /** Speaks to that address. */
  openAt(url: string): Promise<Backend>;
  /** How this backend says that the credentials may not. */
  readonly denied: Misbehaviour;
  /** How it says that it is asked too often. */
  readonly throttled: Misbehaviour;
  /** Whether `put` and `remove` are there. */
  readonly writes: boolean;
}

const MARK = 'mark-of-what-was-answered';
/** A test may take all the time that a question may, and a bit. */
const WAIT_MS = 25_000;

type Keep = (path: string, value: string) => Promise<void>;

export function describeBackendFaults(
  { server, openAt, denied, throttled, writes }: NetworkHarness,
  reference: (text: string) => BackendReference,
  keep: Keep,
  freshPath: () => string,
): void {
  describe('whatever is answered', () => {
    let backend: Backend;
    let place: BackendReference;
    beforeEach(async () => {
      const path = freshPath();
      await keep(path, 'kept');
      place = reference(path);
      backend = await openAt(server().url);
      // Whoever signs in first has done so.
      expect(await taken(backend, place)).toMatchObject({ ok: true });
    });
    afterEach(() => {
      server().behave();
      backend.close();
    });

    const faultOf = async (how: Misbehaviour, calls?: number) => {
      server().misbehave(how, calls);
      return (await taken(backend, place)).fault;
    };
    const callsOf = async (work: () => Promise<unknown>) => {
      const before = server().calls.length;
      await work();
      return server().calls.length - before;
    };

    it('is denied where the credentials may not, and is not asked again', async () => {
      const calls = await callsOf(async () => {
        expect(await faultOf(denied)).toMatchObject({ code: 'denied' });
      });
      expect(calls).toBe(1);
      await expect(backend.describe(place, new AbortController().signal)).rejects.toMatchObject({
        code: 'denied',
      });
      const steps = await backend.test(new AbortController().signal);
      expect(steps.some(({ ok }) => ok === false)).toBe(true);
    });

    it('is throttled after two more questions, and says for how long', async () => {
      const calls = await callsOf(async () => {
        expect(await faultOf(throttled)).toMatchObject({ code: 'throttled' });
      });
      expect(calls).toBe(3);
    });

    it('is asked again after a throttled answer, not before the time it gave', async () => {
      if (throttled.kind !== 'status') throw new Error('Throttled is a status.');
      const begun = performance.now();
      const waits = { ...throttled, headers: { ...throttled.headers, 'retry-after': '1' } };
      expect(await faultOf(waits, 1)).toBeUndefined();
      expect(performance.now() - begun).toBeGreaterThanOrEqual(990);
    });

    it('is not waited for longer than ten seconds: what asks for more is told', async () => {
      if (throttled.kind !== 'status') throw new Error('Throttled is a status.');
      const waits = { ...throttled, headers: { ...throttled.headers, 'retry-after': '600' } };
      const calls = await callsOf(async () => {
        expect(await faultOf(waits)).toMatchObject({ code: 'throttled', retryAfterSeconds: 600 });
      });
      expect(calls).toBe(1);
    });

    it('is unreachable where it is down or cuts its answer off, and comes back', async () => {
      expect(await faultOf(DOWN)).toMatchObject({ code: 'unreachable' });
      expect(await faultOf({ kind: 'cut' })).toMatchObject({ code: 'unreachable' });
      expect(await faultOf(DOWN, 2)).toBeUndefined();
      expect(await faultOf({ kind: 'cut' }, 1)).toBeUndefined();
    });

    it('is unreachable where nobody listens', async () => {
      const nobody = await startLoopback(() => undefined);
      await nobody.close();
      const other = await openAt(nobody.url);
      expect(await taken(other, place)).toMatchObject({ fault: { code: 'unreachable' } });
      other.close();
    });

    it(
      'is unreachable within twenty seconds where it does not answer',
      async () => {
        const begun = performance.now();
        expect(await faultOf({ kind: 'delay', ms: 120_000 })).toMatchObject({
          code: 'unreachable',
        });
        expect(performance.now() - begun).toBeLessThan(20_000);
      },
      WAIT_MS,
    );

    it('is malformed where it answers garbage, or more than 1 MiB', async () => {
      expect(await faultOf({ kind: 'garbage' })).toMatchObject({ code: 'malformed' });
      const much = JSON.stringify({ much: MARK.repeat(50_000) });
      for (const body of ['', '[]', 'null', '"text"', '{}', much]) {
        const fault = await faultOf({ kind: 'status', status: 200, body });
        expect([body.slice(0, 10), fault?.code]).toEqual([body.slice(0, 10), 'malformed']);
      }
    });

    it('quotes nothing of what was answered', async () => {
      for (const status of [200, 302, 400, 403, 404, 429, 500, 503]) {
        const body = JSON.stringify({ message: MARK, errors: [MARK], __type: MARK, data: MARK });
        const fault = await faultOf({ kind: 'status', status, body });
        expect(fault).toBeDefined();
        expect(inspect(fault, { depth: 9 }) + fault!.message).not.toContain(MARK);
      }
    });

    it('follows no redirect', async () => {
      const elsewhere = await startLoopback((_call, _body, _request, response) => {
        response.end('{}');
      });
      for (const status of [301, 302, 303, 307, 308]) {
        const headers = { location: `${elsewhere.url}/` };
        expect(await faultOf({ kind: 'status', status, headers })).toBeDefined();
      }
      expect(elsewhere.calls).toEqual([]);
      await elsewhere.close();
    });

    it('ends at once when it is told to stop', async () => {
      server().misbehave({ kind: 'delay', ms: 120_000 });
      const stop = new AbortController();
      const begun = performance.now();
      const questions = [
        taken(backend, place, stop.signal),
        backend.describe(place, stop.signal),
        backend.test(stop.signal),
        ...(writes ? [backend.put!(place, Plaintext.fromText('x'), stop.signal)] : []),
      ];
      setTimeout(() => stop.abort(), 100);
      await Promise.allSettled(questions);
      expect(performance.now() - begun).toBeLessThan(2000);
      server().behave();
      expect(await taken(backend, place)).toMatchObject({ text: 'kept' });
    });

    it('is spoken to without TLS only where the operator has named its host', async () => {
      for (const url of ['http://169.254.169.254', 'https://169.254.169.254', 'http://10.0.0.1']) {
        const refused = openAt(url).then((other) => taken(other, place));
        const fault = await refused.then(
          (answer) => answer.fault,
          (error: unknown) => error,
        );
        expect(fault).toMatchObject({ name: 'BackendFault' });
        expect(fault).toMatchObject({ code: expect.stringMatching(/denied|unreachable/) });
      }
    });
  });
}
