import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Installation } from '@/lib/services/context';
import { consoleOverHttp } from '@/lib/testing/console-over-http';
import { describeDatabase } from '@/lib/testing/database';
import { OTHER_MASTER_KEY, testInstallation } from '@/lib/testing/installation';
import { openRest, restOf } from '@/lib/testing/rest';
import { runWorker } from '@/lib/testing/run-worker';

const APP = 'payments.production.billing';
const KEY = `ed25519:${'A'.repeat(43)}`;

describeDatabase('a console that is locked when a run begins', (open) => {
  let url: string;
  let env: Record<string, string>;
  let now: Installation;
  let opened: Installation;
  let locked: Installation;
  beforeAll(async () => {
    const database = await open();
    const rest = await openRest(database);
    opened = rest.installation;
    locked = await testInstallation(database, { KEYSTOW_MASTER_KEY: OTHER_MASTER_KEY });
    const console = await consoleOverHttp(restOf(async () => now).api);
    url = console.url;
    const { json } = await rest.send(rest.machine, 'GET', '/server-key');
    const pin = String(json['current']);
    env = { KEYSTOW_URL: url, KEYSTOW_TOKEN: rest.machine.token, KEYSTOW_SERVER_KEY: pin };
    return () => console.goAway();
  });

  it('is waited for, which is said once, and the program starts when it is unlocked', async () => {
    now = locked;
    const run = runWorker(['--app', APP, '--', 'echo', 'up'], { env });
    expect(await run.told('locked')).toContain('is tried for 60 seconds');
    now = opened;
    expect([await run.ended, run.printed()]).toEqual([0, 'up']);
    expect(run.allTold().split('\n')).toHaveLength(1);
  });

  it('is a refusal with 125 where nothing is to be waited for', async () => {
    now = locked;
    const run = runWorker(['--app', APP, '--wait', '0', '--', 'echo', 'up'], { env });
    expect([await run.ended, run.printed()]).toEqual([125, '']);
    expect(run.allTold()).toMatch(/^keystow: The console is locked: /);
  });
});

describe('a console that asks to be tried later', () => {
  /** Answers like one that is busy, `times` times, then as one that has no such app. */
  async function busyConsole(status: number, retryAfter: string, times: number) {
    const asked: number[] = [];
    const server = createServer((_, answer) => {
      asked.push(performance.now());
      const busy = asked.length <= times;
      const code = busy ? 'busy' : 'not_found';
      answer.writeHead(busy ? status : 404, {
        'content-type': 'application/problem+json',
        ...(busy ? { 'retry-after': retryAfter } : {}),
      });
      answer.end(JSON.stringify({ code, detail: busy ? 'Busy.' : 'There is none.' }));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const env = {
      KEYSTOW_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      KEYSTOW_TOKEN: 'kst_test',
      KEYSTOW_SERVER_KEY: KEY,
    };
    return { asked, env };
  }

  it.each([429, 503])('is asked again no sooner than it says: %i', async (status) => {
    const { asked, env } = await busyConsole(status, '1', 1);
    const run = runWorker(['--app', APP, '--', 'echo', 'up'], { env });
    expect([await run.ended, run.printed()]).toEqual([125, '']);
    expect(asked).toHaveLength(2);
    expect(asked[1]! - asked[0]!).toBeGreaterThan(1000);
    expect(run.allTold()).toContain('asks to be tried later: it is tried for 60 seconds.');
    expect(run.allTold()).toContain('keystow: There is none.');
  });

  it.each([429, 503])('is not waited for beyond --wait: %i', async (status) => {
    const { asked, env } = await busyConsole(status, '3600', 99);
    const run = runWorker(['--app', APP, '--wait', '0.5', '--', 'echo', 'up'], { env });
    expect([await run.ended, run.printed()]).toEqual([125, '']);
    expect([asked.length, run.allTold().split('\n').at(-1)]).toEqual([2, 'keystow: Busy.']);
  });
});
