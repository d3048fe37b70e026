// Guided rotations in a browser: from a key that is overdue to its proof, and one that may not close.

import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { runWorker } from '@/lib/testing/run-worker';
import { bringColleague } from './fixtures/bring-colleague';
import { freePort, type ConsoleServer } from './fixtures/console-server';
import { expect, test } from './fixtures/console-test';
import { expectAccessible } from './fixtures/expect-accessible';
import { sealIn } from './fixtures/own-app';
import { queryConsole } from './fixtures/query-console';
import { callRest, makeToken } from './fixtures/rest';
import { SimulatedWorker } from './fixtures/simulated-worker';

/** Answers with the digest of the key that it holds. */
const WEB_SERVER = `
const { createHash } = require('node:crypto');
const [, port, key] = process.argv;
const digest = createHash('sha256').update(process.env[key] ?? 'none').digest('hex');
require('node:http')
  .createServer((_, answer) => answer.end(digest))
  .listen(Number(port), '127.0.0.1', () => console.log('listening'));`;

interface Issuer {
  readonly origin: string;
  /** Refuses whoever comes with it from now on. */
  revoke(value: string): void;
  close(): void;
}

/** Where keys are issued: says of each whether it is good. */
async function openIssuer(): Promise<Issuer> {
  const revoked = new Set<string>();
  const server = createServer((request, response) => {
    const value = request.headers.authorization?.replace('Bearer ', '') ?? '';
    response.writeHead(revoked.has(value) ? 401 : 200).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    revoke: (value) => revoked.add(value),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const digest = (value: string) => createHash('sha256').update(value).digest('hex');
/** As providers issue them: a header can carry it. */
const newKey = () => `canary-${randomBytes(18).toString('base64url')}`;
const newName = () => `PROVIDER_${randomBytes(3).toString('hex').toUpperCase()}`;
const gaps = (page: Page) => page.getByRole('region', { name: /^What keeps it from closing/ });
const step = (page: Page, name: string) =>
  page.getByRole('list', { name: 'Steps' }).getByRole('button', { name });

async function makeOverdue(server: ConsoleServer, key: string): Promise<void> {
  await queryConsole(
    server,
    `UPDATE secret_version SET created_at = now() - interval '100 days'
     WHERE secret_id IN (SELECT id FROM secret WHERE name = '${key}')`,
  );
}

async function record(page: Page, kind: string, text: string): Promise<void> {
  await page.getByLabel('What it is').selectOption(kind);
  await page.getByLabel('Text or link').fill(text);
  await page.getByRole('button', { name: 'Record' }).click();
  await expect(page.getByRole('list', { name: 'Evidence' }).getByText(text)).toBeVisible();
}

test('a key that is overdue is replaced under a live web server, and its rotation closes with proof', async ({
  adminPage: page,
  adminCookie,
  server,
  ownApp,
  witness,
}) => {
  const { url } = server;
  const key = newName();
  const [first, second] = [newKey(), newKey()];
  const token = await makeToken(url, adminCookie);
  await sealIn(url, { token }, ownApp, { key, value: first, type: 'api_key' });
  await makeOverdue(server, key);
  const issuer = await openIssuer();
  const asked = await callRest(url, { token }, 'POST', '/destinations', {
    ...{ scope: ownApp.path, origin: issuer.origin, names: [key] },
    reason: 'It tells whether a key of ours is good.',
  });
  const destination = String(asked.json['id']);
  await callRest(url, { cookie: adminCookie }, 'POST', `/destinations/${destination}/approve`);
  const checked = { destination, path: '/me' };
  const at = `/apps/${ownApp.path}/secrets/${key}/check`;
  const set = await callRest(url, { token }, 'PUT', at, checked);
  expect([set.status, set.status < 300 ? '' : set.text]).toEqual([set.status, '']);
  const { json } = await callRest(url, { token }, 'GET', '/server-key');
  const env = {
    ...{ KEYSTOW_URL: url, KEYSTOW_TOKEN: token },
    KEYSTOW_SERVER_KEY: String(json['current']),
  };
  const start = async (port: number, flags: string[]) => {
    const child = ['--', process.execPath, '-e', WEB_SERVER, String(port), key];
    const args = ['--app', ownApp.path, '--only', key, ...flags, ...child];
    const run = runWorker(args, { env });
    await run.line('listening');
    return run;
  };
  const servedAt = (port: number) => async () =>
    fetch(`http://127.0.0.1:${port}`).then(
      (answer) => answer.text(),
      () => 'away',
    );
  const [port, stagingPort] = [await freePort(), await freePort()];
  const live = await start(port, []);
  expect(await servedAt(port)()).toBe(digest(first));

  await page.goto(`${url}/rotation?scope=${ownApp.path}`);
  await expect(page.getByRole('rowheader').first()).toHaveText('Overdue 1');
  await page.getByRole('link', { name: `Rotate ${key}` }).click();
  await expect(page.getByRole('heading', { name: 'New rotation' })).toBeVisible();
  await page.getByLabel('Hours until the old value is revoked').fill('0');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Begin rotation' }).click();
  await page.waitForURL('**/rotation/runs/rot_*');
  const address = page.url();
  await expect(gaps(page)).toContainText(`${key} has no new value`);
  await expectAccessible(page);

  await page.getByLabel(`New value of ${key}`).fill(second);
  await page.getByRole('button', { name: 'Seal and stage' }).click();
  await expect(page.getByText(/^Version 2, fingerprint/)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Try the new values in staging' })).toBeVisible();
  const staging = await start(stagingPort, ['--stage']);
  expect(await servedAt(stagingPort)()).toBe(digest(second));
  expect(await servedAt(port)()).toBe(digest(first));
  await expect(page.getByText('1 of 2 hold the new value', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Try the new value' }).click();
  await expect(page.getByText('The new value (version 2) works')).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel(/^What was verified/).fill('signed in, refreshed a token');
  await page.getByRole('button', { name: 'Login and token behaviour verified' }).click();

  await page.getByRole('button', { name: 'Promote the new value' }).click();
  await expect(gaps(page)).toContainText(`1 worker holds another version of ${key}`);
  await step(page, 'Production').click();
  await expect(page.getByText('1 of 2 hold the new value', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Ask 1 worker to restart' }).click();
  await expect.poll(servedAt(port)).toBe(digest(second));
  await expect(page.getByText('2 of 2 hold the new value', { exact: true })).toBeVisible();
  await expect(gaps(page)).not.toContainText('another version');

  await page.goto(`${address}?step=revocation`);
  await page.getByRole('button', { name: 'I revoked it at its issuer…' }).click();
  await page.getByRole('button', { name: 'It is revoked' }).click();
  await expect(page.getByText('revoked, not seen to be refused')).toBeVisible();
  await page.getByRole('button', { name: 'Try the old value' }).click();
  await expect(page.getByText('The old value (version 1) works', { exact: true })).toBeVisible();
  await expect(gaps(page)).toContainText(`The old value of ${key} still works`);
  issuer.revoke(first);
  await page.getByRole('button', { name: 'Try the old value' }).click();
  await expect(page.getByText('revoked and refused')).toBeVisible();
  await expect(gaps(page)).toContainText(`The new value of ${key} was not tried since`);
  await page.getByRole('button', { name: 'Try the new value' }).click();
  await expect(gaps(page)).not.toContainText('was not tried since');
  await expectAccessible(page);

  await step(page, 'Evidence').click();
  await expect(page.getByRole('button', { name: 'Close with proof' })).toHaveCount(0);
  await record(page, 'commit', 'https://git.example/acme/api/commit/9f3c');
  await record(page, 'deployment', 'rolled out by the runner');
  await page.getByRole('button', { name: 'Close with proof' }).click();
  await page.goto(address);
  await expect(page.getByRole('heading', { name: 'Proof of rotation' })).toBeVisible();
  await expect(page.getByText('The old value (version 1) is refused')).toBeVisible();
  await expectAccessible(page);

  issuer.close();
  process.kill(staging.process.pid!, 'SIGTERM');
  process.kill(live.process.pid!, 'SIGTERM');
  await Promise.all([staging.ended, live.ended]);
  await witness.look(page);
  expect(await witness.search([first, second])).toEqual([]);
});

test('a rotation does not close while a worker is stale, but by an exception that a second person signs', async ({
  adminPage: page,
  adminCookie,
  server: { url },
  ownApp,
  browser,
}) => {
  const key = newName();
  const app = ownApp.path;
  const token = await makeToken(url, adminCookie);
  await sealIn(url, { token }, ownApp, { key, value: 'canary-of-the-old', type: 'api_key' });
  const start = (host: string) => SimulatedWorker.start({ url, token, app, host, only: [key] });
  const [first] = [await start('web-1'), await start('web-2')];
  const begun = await callRest(url, { token }, 'POST', '/rotation/runs', {
    secrets: [{ scope: app, key }],
  });
  const run = String(begun.json['id']);
  const act = async (path: string, body?: object) => {
    const answer = await callRest(url, { token }, 'POST', `/rotation/runs/${run}${path}`, body);
    expect([path, answer.status, answer.status < 300 ? '' : answer.text]).toEqual([
      path,
      answer.status < 300 ? answer.status : 200,
      '',
    ]);
  };
  await act('/values', { key, value: 'canary-of-the-new' });
  await act('/steps/staging/done', { note: 'signed in' });
  await act('/promote');
  await first.takeAnew();

  await page.goto(`${url}/rotation/runs?scope=${app}`);
  await expect(page.getByRole('row').filter({ hasText: key })).toContainText('4 of 5: Revocation');
  await expectAccessible(page);
  await page.getByRole('link', { name: key }).click();
  await step(page, 'Production').click();
  const stale = page.getByRole('list', { name: /^Workers that hold another value/ });
  await expect(stale).toContainText('web-2');
  await expect(stale).not.toContainText('web-1');
  await step(page, 'Revocation').click();
  await page.getByRole('button', { name: 'I revoked it at its issuer…' }).click();
  const revoke = page.getByRole('alertdialog');
  await expect(revoke).toContainText('1 worker still holds it and will fail: web-2');
  await expectAccessible(page);
  await revoke.getByRole('button', { name: 'It is revoked, early' }).click();
  await expect(revoke).toBeHidden();

  await step(page, 'Evidence').click();
  await expect(page.getByRole('button', { name: 'Close with proof' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Ask for an exception…' }).click();
  const ask = page.getByRole('alertdialog');
  await expect(ask).toContainText(`1 worker holds another version of ${key}`);
  await ask.getByLabel(/^Reason/).fill('web-2 is switched off on Monday.');
  await expectAccessible(page);
  await ask.getByRole('button', { name: 'Ask for an exception' }).click();
  await expect(page.getByText('It waits for a second person to sign it.')).toBeVisible();

  const bob = await bringColleague(browser, url, { cookie: adminCookie }, ownApp);
  await bob.goto(`${url}/rotation/runs/${run}?step=evidence`);
  await bob.getByRole('button', { name: 'Sign the exception…' }).click();
  const sign = bob.getByRole('alertdialog');
  await expect(sign).toContainText('web-2 is switched off on Monday.');
  await expectAccessible(bob);
  await sign.getByRole('button', { name: 'Sign and close' }).click();
  await bob.goto(`${url}/rotation/runs/${run}`);
  await expect(bob.getByRole('heading', { name: 'Proof of rotation' })).toBeVisible();
  await expect(bob.getByText(/^Closed by an exception, without/)).toBeVisible();
  await expectAccessible(bob);
  await bob.context().close();
});
