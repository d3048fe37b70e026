// A real web server started by `keystow run`: values reach it, change under it, and pass nowhere else.

import { createHash, randomBytes } from 'node:crypto';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { runWorker } from '@/lib/testing/run-worker';
import { newCanary } from './fixtures/canary';
import { expect, test } from './fixtures/console-test';
import { freePort } from './fixtures/console-server';
import { sealIn } from './fixtures/own-app';
import { recordingProxy } from './fixtures/recording-proxy';
import { callRest, makeToken } from './fixtures/rest';
import { searchConsole } from './fixtures/search-console';

/** Answers with the digests of what it holds; the journey looks for the values themselves everywhere. */
const WEB_SERVER = `
const { createHash } = require('node:crypto');
const of = (v) => createHash('sha256').update(v ?? 'none').digest('hex');
const [, port, shared] = process.argv;
require('node:http')
  .createServer((_, answer) => answer.end(of(process.env[shared]) + ' ' + of(process.env.OWN_KEY)))
  .listen(Number(port), '127.0.0.1', () => console.log('listening'));`;

const digest = (value: string) => createHash('sha256').update(value).digest('hex');

test('a web server answers with a platform secret replaced in the browser, without a hand on it', async ({
  adminPage: page,
  adminCookie,
  server,
  ownApp,
  witness,
}) => {
  const { url } = server;
  const shared = `RUN_${randomBytes(4).toString('hex').toUpperCase()}`;
  const values = ['first', 'second', 'own', 'newer'].map(newCanary) as [string, ...string[]];
  const [first, second = '', own = '', newer = ''] = values;
  const token = await makeToken(url, adminCookie);
  const body = { key: shared, value: first };
  await callRest(url, { token }, 'POST', '/platform/secrets', body);
  await sealIn(url, { token }, ownApp, { key: 'OWN_KEY', value: own });
  const { json } = await callRest(url, { token }, 'GET', '/server-key');

  const proxy = await recordingProxy(url);
  const port = await freePort();
  const env = {
    KEYSTOW_URL: proxy.url,
    KEYSTOW_TOKEN: token,
    KEYSTOW_SERVER_KEY: String(json['current']),
  };
  const only = ['--only', `${shared},OWN_KEY`];
  const child = ['--', process.execPath, '-e', WEB_SERVER, String(port), shared];
  const run = runWorker(['--app', ownApp.path, ...only, ...child], { env });
  const served = async () =>
    fetch(`http://127.0.0.1:${port}`).then(
      (answer) => answer.text(),
      () => 'away',
    );
  await run.line('listening');
  expect(await served()).toBe(`${digest(first)} ${digest(own)}`);

  await page.goto(`${url}/vault?scope=_platform&secret=${shared}`);
  const facts = page.getByRole('dialog', { name: shared, exact: true });
  await facts.getByRole('button', { name: 'Replace value…' }).click();
  const replace = page.getByRole('dialog', { name: /Replace value/ });
  await replace.getByLabel('New value').fill(second);
  await replace.getByRole('button', { name: 'Replace value' }).click();
  await expect(replace).toBeHidden();
  await expect.poll(served).toBe(`${digest(second)} ${digest(own)}`);
  await page.goto(`${url}/deliveries?scope=${ownApp.path}`);
  const workers = page.getByRole('region', { name: 'Workers' });
  await expect(workers.getByText('All 1 run the newest')).toBeVisible();

  // The app's own is due until somebody asks.
  await sealIn(url, { token }, ownApp, { key: 'OWN_KEY', value: newer });
  expect(await run.told('Restart due')).toContain('OWN_KEY changed');
  await expect(workers.getByText('0 of 1 run the newest')).toBeVisible();
  expect(await served()).toBe(`${digest(second)} ${digest(own)}`);
  await page.getByRole('button', { name: 'Ask 1 worker to restart' }).click();
  await expect.poll(served).toBe(`${digest(second)} ${digest(newer)}`);
  await expect(workers.getByText('All 1 run the newest')).toBeVisible();

  process.kill(run.process.pid!, 'SIGTERM');
  expect([await run.ended, await served()]).toEqual([143, 'away']);
  await expect(page.getByText('Ended and gone')).toBeVisible();

  await witness.look(page);
  // The board's stream of changes ends with its page.
  await page.goto(`${url}/vault?scope=_platform`);
  expect(await witness.search(values)).toEqual([]);
  expect(proxy.answers()).toBeGreaterThan(8);
  expect(proxy.search(values)).toEqual([]);
  expect(await searchConsole(server, values)).toEqual([]);
  expect(run.printed() + run.allTold()).not.toContain('canary-');
  await proxy.close();
});

test('a program takes its secrets itself, by the package that is built', async ({
  adminCookie,
  server: { url },
  ownApp,
}) => {
  const value = newCanary('client');
  const token = await makeToken(url, adminCookie);
  await sealIn(url, { token }, ownApp, { key: 'OWN_KEY', value });
  const { json } = await callRest(url, { token }, 'GET', '/server-key');
  const program = `
    import { createHash } from 'node:crypto';
    import { takeDelivery } from 'keystow/client';
    const [url, token, serverKey, app] = process.argv.slice(1);
    const taken = await takeDelivery({ url, token, serverKey, app, only: ['OWN_KEY'] });
    await taken.ack();
    console.log(taken, createHash('sha256').update(taken.secrets.need('OWN_KEY')).digest('hex'));
    await taken.end();`;
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...['--input-type=module', '-e', program],
    ...[url, token, String(json['current']), ownApp.path],
  ]);
  expect(stdout).toContain(digest(value));
  expect(stdout).not.toContain('canary');
  expect(existsSync('dist/client.d.mts')).toBe(true);
});
