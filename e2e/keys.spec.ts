// Both depths of a change of keys wholly in the browser, and what the keys page says before and after.

import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { deriveMasterKey, readMasterKey } from '@/lib/crypto/master-key';
import { searchBytes } from './fixtures/canary';
import { startConsole, type ConsoleServer } from './fixtures/console-server';
import { ADMIN, expect, test } from './fixtures/console-test';
import { expectAccessible } from './fixtures/expect-accessible';
import { callRest } from './fixtures/rest';
import { searchConsole } from './fixtures/search-console';
import { signInOverHttp } from './fixtures/sign-in';

const ENV = { KEYSTOW_ADMIN_EMAIL: ADMIN.email, KEYSTOW_ADMIN_PASSWORD: ADMIN.password };
/** A node tells with each heartbeat, every 20 seconds, what it runs on. */
const HEARD = { timeout: 45_000 };

const fingerprintOf = async (key: string): Promise<string> =>
  (await deriveMasterKey(readMasterKey(key), '00000000-0000-0000-0000-000000000000')).fingerprint;

const keyIn = (server: ConsoleServer) =>
  readFileSync(path.join(server.configDir, 'master.key'), 'utf8').trim();

const step = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 2, name });

async function open(page: Page, server: ConsoleServer): Promise<string> {
  const cookie = await signInOverHttp(server.url, ADMIN);
  const [name, value] = cookie.split(/=(.*)/s) as [string, string];
  await page.context().addCookies([{ name, value, url: server.url }]);
  await page.goto(`${server.url}/keys`);
  return cookie;
}

async function begin(page: Page, answer: string, change = ''): Promise<void> {
  await page.getByRole('link', { name: 'Change keys' }).click();
  await page.getByRole('radio', { name: answer }).check();
  await page.getByLabel('Change number').fill(change);
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.waitForURL('**/keys/rotate/kop_*');
}

async function importValues(server: ConsoleServer, cookie: string, count: number): Promise<void> {
  const text = Array.from({ length: count }, (_, n) => `NAME_${n}=value-${n}`).join('\n');
  const body = { format: 'dotenv', text, apply: true };
  const made = await callRest(server.url, { cookie }, 'POST', '/platform/secrets/import', body);
  expect(made.status, made.text).toBe(200);
}

async function finish(page: Page, fingerprint: string): Promise<void> {
  await page.getByLabel('Fingerprint, computed from your copy').fill(fingerprint);
  await page.getByRole('button', { name: 'Retire the old key' }).click();
}

test('key and database leaked: a generated master key, the root key and every data key are changed in the browser, to 0 values on the old keys', async ({
  page,
  database,
  witness,
}) => {
  test.setTimeout(600_000);
  const server = await startConsole({ database, env: ENV });
  try {
    const cookie = await open(page, server);
    await importValues(server, cookie, 400);
    const oldKey = keyIn(server);
    const old = await fingerprintOf(oldKey);
    await expect(page.getByRole('table', { name: 'Runtime inputs' })).toBeVisible();
    await expect(page.getByText('No copy of the master key is confirmed.').first()).toBeVisible();
    await expectAccessible(page);
    const copy = page.getByLabel('Fingerprint of your copy');
    await copy.fill('mk_0000000000000000');
    await page.getByRole('button', { name: 'Confirm copy' }).click();
    await expect(page.getByText('That is not the key in force.')).toBeVisible();
    await copy.fill(old);
    await page.getByRole('button', { name: 'Confirm copy' }).click();
    await expect(copy).toBeHidden();
    await expect(
      page.getByText('A copy of the master key off this machine is confirmed.'),
    ).toBeVisible();

    await page.goto(`${server.url}/keys/rotate`);
    await page.getByRole('radio', { name: 'Values may have leaked' }).check();
    await expect(page.getByText('No change of keys helps here')).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Keys', exact: true }).last().click();
    await begin(page, 'The master key and the database may have leaked', 'CHG-4711');
    await expect(step(page, 'New master key')).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Write and use a new config/master.key' }).click();
    await expect(step(page, 'Every node on the new key')).toBeVisible();
    const key = keyIn(server);
    const fingerprint = await fingerprintOf(key);
    expect(key).not.toBe(oldKey);
    await page.reload();
    await expect(step(page, 'Retire the old master key')).toBeVisible(HEARD);
    await finish(page, old);
    await expect(page.getByRole('textbox')).toHaveAttribute('aria-invalid', 'true');
    await expectAccessible(page);
    await finish(page, fingerprint);

    await expect(step(page, 'New root key')).toBeVisible();
    await page.getByRole('button', { name: 'Change the root key' }).click();
    await expect(page.getByRole('alertdialog')).toContainText('400 values');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Change and re-encrypt' }).click();
    await expect(step(page, /Seal every value again|Delete the old keys/)).toBeVisible();
    await expect(page.getByText('0 values on the old keys').first()).toBeVisible(HEARD);
    await page.getByRole('button', { name: 'Delete the old keys' }).click();
    await page.getByRole('button', { name: 'Delete for good' }).click();
    await expect(step(page, 'Record')).toBeVisible();
    await expect(page.getByText('0 values on the old keys')).toBeVisible();
    await page.reload();
    const evidence = page.getByRole('list', { name: 'From the audit log' });
    await expect(evidence).toContainText('Retired the other master key, with a typed fingerprint');
    await expect(evidence).toContainText('Deleted the old root key and its data keys');
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Keys', exact: true }).last().click();
    await expect(page.getByRole('table', { name: 'Changes of keys' })).toContainText('CHG-4711');

    await witness.look(page);
    expect(await witness.search([key, oldKey])).toEqual([]);
    const held = await callRest(server.url, { cookie }, 'GET', '/platform/secrets?limit=1');
    expect(held.status).toBe(200);
    await server.restart();
    await page.goto(`${server.url}/keys`);
    await expect(page.getByText(fingerprint).first()).toBeVisible();
    const log = readFileSync(server.logFile);
    expect(searchBytes('log', log, [key, oldKey])).toEqual([]);
    expect(readdirSync(server.configDir)).toContain(`master.key.${old}`);
  } finally {
    await server.dispose();
  }
});

test('a key made in the browser is staged, deployed as a variable and put in force; it is in one field and nowhere else', async ({
  page,
  database,
  witness,
}) => {
  test.setTimeout(600_000);
  const oldKey = 'c7e1a95d04b83f62d9130ce8571fb4a26e8d03f7b5924c1ae06f3d8872b9c540';
  const [oldJwt, newJwt] = [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')];
  const server = await startConsole({
    database,
    env: { ...ENV, KEYSTOW_MASTER_KEY: oldKey, JWT_SECRET: oldJwt },
  });
  try {
    const cookie = await open(page, server);
    await importValues(server, cookie, 3);
    await begin(page, 'The window of the master key is over');
    const stage = page.getByRole('button', { name: 'Stage new key' });
    await stage.click();
    await expect(page.getByText('Generate a key, or bring one.')).toBeVisible();
    await page.getByRole('button', { name: 'Generate', exact: true }).click();
    const field = page.getByLabel('New master key', { exact: true });
    const key = await field.inputValue();
    const fingerprint = await fingerprintOf(key);
    await expect(page.getByRole('status').filter({ hasText: fingerprint })).toBeVisible();
    await stage.click();
    await expect(page.getByText('Store the key first')).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('checkbox', { name: 'I have stored this key' }).check();
    await stage.click();
    await expect(step(page, 'Give the new key to the nodes')).toBeVisible();
    await expectAccessible(page);

    await page.getByRole('button', { name: 'Roll back…' }).click();
    await expect(page.getByRole('alertdialog')).toContainText(`${fingerprint} opens nothing`);
    await page.getByRole('button', { name: 'Cancel' }).click();

    // The JWT secret is changed by the environment in the same restart: the page stays signed in.
    await server.restart({
      KEYSTOW_MASTER_KEY: key,
      JWT_SECRET: newJwt,
      JWT_SECRET_PREVIOUS: oldJwt,
    });
    await expect(step(page, 'Retire the old master key')).toBeVisible(HEARD);
    await page.getByRole('button', { name: 'Roll back…' }).click();
    await expect(page.getByRole('alertdialog')).toContainText('in force again at once');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await finish(page, fingerprint);
    await expect(step(page, 'Record')).toBeVisible();

    await page.goto(`${server.url}/keys/jwt`);
    await expect(step(page, 'Remove the old secret')).toBeVisible(HEARD);
    await expect(page.getByText('from JWT_SECRET_PREVIOUS')).toBeVisible();
    await expectAccessible(page);

    const secrets = [key, oldKey, oldJwt, newJwt];
    await witness.look(page);
    expect(await witness.search(secrets)).toEqual([]);
    expect(await searchConsole(server, secrets)).toEqual([]);
  } finally {
    await server.dispose();
  }
});
