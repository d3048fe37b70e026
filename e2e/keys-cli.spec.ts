// The life of the master key from the command line: at the console over REST, and beside it.

import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { newCanary } from './fixtures/canary';
import { startConsole } from './fixtures/console-server';
import { expect, test } from './fixtures/console-test';
import { callRest } from './fixtures/rest';
import { runKeystow, spawnKeystow } from './fixtures/run-keystow';
import { searchConsole } from './fixtures/search-console';
import { signInOverHttp } from './fixtures/sign-in';

const EMAIL = 'owner@keystow.test';
const NAMES = 1500;
const SAMPLES = 5;
const KILLS = { postgres: 20, embedded: 2 };
const KILL_WITHIN_MS = 1500;

test('each depth is done wholly by command; killed at random under load, every value still opens', async ({
  database,
}) => {
  test.setTimeout(300_000);
  const [oldKey, newKey] = [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')];
  const password = newCanary('password');
  const server = await startConsole({
    database,
    env: {
      KEYSTOW_MASTER_KEY: oldKey,
      KEYSTOW_ADMIN_EMAIL: EMAIL,
      KEYSTOW_ADMIN_PASSWORD: password,
    },
  });
  try {
    const cookie = await signInOverHttp(server.url, { email: EMAIL, password });
    const rest = (method: string, path: string, body?: object) =>
      callRest(server.url, { cookie }, method, path, body);
    const names = Array.from({ length: NAMES }, (_, n) => `K_${String(n).padStart(4, '0')}`);
    const first = names.map((name) => `${name}=first of ${name}`).join('\n');
    const imported = await rest('POST', '/platform/secrets/import', {
      format: 'dotenv',
      text: first,
      apply: true,
    });
    expect(imported.json).toMatchObject({ applied: NAMES });
    const made = await rest('POST', '/tokens', { name: 'keys', permissions: ['keys:manage'] });
    const remote = { KEYSTOW_URL: server.url, KEYSTOW_TOKEN: made.json['token'] as string };
    const keys = async (args: string[], settings: Record<string, string>, input = '') => {
      const ended = await runKeystow(server, ['keys', ...args, '--json'], settings, input);
      const printed: unknown = JSON.parse(ended.code === 0 ? ended.stdout : ended.stderr);
      return { code: ended.code, printed: printed as Record<string, unknown> };
    };

    // Depth 1, at the running console.
    const weak = await keys(['stage', '--cause', 'key_and_database_leaked'], remote, 'too short');
    expect(weak.code).toBe(1);
    const staged = await keys(['stage'], remote, `${newKey}\n`);
    expect(staged).toMatchObject({ code: 0, printed: { master: 'staged' } });
    const early = await keys(['finish', '--fingerprint', 'mk_0000000000000000'], remote);
    expect(early.code).toBe(1);
    await server.restart({ KEYSTOW_MASTER_KEY: newKey });
    const status = await keys(['status'], remote);
    expect(status.printed).toMatchObject({ operation: { master: 'promoted' } });
    const fingerprint = String(status.printed['fingerprint']);
    const finished = await keys(['finish', '--fingerprint', fingerprint], remote);
    expect(finished).toMatchObject({ code: 0, printed: { master: 'finished', state: 'open' } });

    // Depth 2, beside the console where the database allows it, and cut off again and again.
    const local = { KEYSTOW_MASTER_KEY: newKey };
    if (database === 'embedded') {
      expect(await keys(['reencrypt'], local)).toMatchObject({
        code: 1,
        printed: { error: { code: 'folder_in_use' } },
      });
      await server.stop();
    }
    const load = { on: database === 'postgres' };
    let writes = 0;
    const writer = (async () => {
      for (let n = SAMPLES; load.on; n = SAMPLES + ((n + 1) % (NAMES - SAMPLES))) {
        const put = await rest('POST', '/platform/secrets', { key: names[n]!, value: 'again' });
        expect(put.status).toBe(200);
        writes += 1;
      }
    })();
    for (let kill = 0; kill < KILLS[database]; kill += 1) {
      const child = spawnKeystow(server, ['keys', 'reencrypt', '--json'], local);
      const ended = once(child, 'close');
      await Promise.race([ended, pause(Math.random() * KILL_WITHIN_MS)]);
      child.kill('SIGKILL');
      await ended;
    }
    const retired = await keys(['reencrypt', '--retire'], local);
    load.on = false;
    await writer;
    expect(retired).toMatchObject({
      code: 0,
      printed: { state: 'finished', reencryption: { remaining: 0, unreadable: 0, retired: true } },
    });
    if (database === 'postgres') expect(writes).toBeGreaterThan(0);
    else await server.restart();

    // What was sealed before any of it is opened and compared by a rollback.
    const texts: string[] = [];
    for (const name of names.slice(0, SAMPLES)) {
      await rest('POST', '/platform/secrets', { key: name, value: 'second' });
      const back = await rest('POST', `/platform/secrets/${name}/rollback`, { version: 1 });
      expect(back.status).toBe(200);
      texts.push(`${name}=first of ${name}`);
    }
    const compared = await rest('POST', '/platform/secrets/import', { text: texts.join('\n') });
    expect(compared.json).toMatchObject({ counts: { unchanged: SAMPLES } });
    expect(await searchConsole(server, [oldKey, newKey])).toEqual([]);
  } finally {
    await server.dispose();
  }
});
