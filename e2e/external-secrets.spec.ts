// Values that live outside: referred to, checked, delivered, changed there, and in trouble.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { startConsole, type ConsoleServer } from './fixtures/console-server';
import { ADMIN, expect, test as base } from './fixtures/console-test';
import { expectAccessible, PHONE } from './fixtures/expect-accessible';
import { callRest, makeToken } from './fixtures/rest';
import { runKeystow } from './fixtures/run-keystow';
import { searchConsole } from './fixtures/search-console';
import { SimulatedWorker } from './fixtures/simulated-worker';
import { openFacts, openSeal } from './fixtures/vault-page';

/** A dotenv file and a folder with a file for each name, as an orchestrator mounts them. */
class Lent {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'keystow-lent-'));
  readonly file = path.join(this.folder, 'app.env');
  readonly mount = path.join(this.folder, 'mounted');

  constructor() {
    mkdirSync(this.mount);
    this.write('canary-of-the-file');
    writeFileSync(path.join(this.mount, 'TLS_KEY'), 'canary-of-the-mount');
  }

  write(value: string): void {
    writeFileSync(this.file, `MAIL_KEY=${value}\n`);
  }
}

const test = base.extend<object, { readonly lent: Lent; readonly server: ConsoleServer }>({
  lent: [
    async ({}, provide) => {
      const lent = new Lent();
      await provide(lent);
      rmSync(lent.folder, { recursive: true });
    },
    { scope: 'worker' },
  ],
  server: [
    async ({ database, lent }, provide) => {
      const server = await startConsole({
        database,
        env: {
          KEYSTOW_ADMIN_EMAIL: ADMIN.email,
          KEYSTOW_ADMIN_PASSWORD: ADMIN.password,
          ENV_BACKEND_PATHS: lent.folder,
          // Only what a journey does is seen, and not what the poller does meanwhile.
          BACKEND_POLL_SECONDS: '0',
        },
      });
      await provide(server);
      await server.dispose();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

interface Signed {
  readonly server: ConsoleServer;
  readonly adminCookie: string;
  readonly lent: Lent;
}

/** Two connectors of the organization: a file and a folder. */
async function connect({ server: { url }, adminCookie: cookie, lent }: Signed): Promise<void> {
  for (const [slug, name, settings, allowed] of [
    ['lent-file', 'Lent file', { source: 'file', path: lent.file }, []],
    ['lent-mount', 'Lent mount', { source: 'folder', path: lent.mount }, ['TLS_*']],
  ] as const) {
    const body = { kind: 'env', slug, name, settings, allowed };
    const made = await callRest(url, { cookie }, 'POST', '/connectors', body);
    expect([201, 409], made.text).toContain(made.status);
  }
}

async function refer(page: Page, key: string, connector: string, reference: string) {
  const sheet = await openSeal(page, key);
  await sheet.getByLabel('Where the value lives').selectOption({ label: connector });
  await sheet.getByLabel('Reference', { exact: true }).fill(reference);
  return sheet;
}

async function save(sheet: Locator) {
  await sheet.getByRole('button', { name: 'Save reference' }).click();
  await expect(sheet).toBeHidden();
}

const MOUNT = 'Lent mount · environment of the console';
const FILE = 'Lent file · environment of the console';

test('a value that lives outside is referred to, checked, delivered, and never stored', async ({
  ownVault: page,
  ownApp,
  server,
  adminCookie,
  lent,
}) => {
  await connect({ server, adminCookie, lent });
  lent.write('canary-of-the-file');
  await page.reload();

  const refused = await refer(page, 'TLS_KEY', MOUNT, 'OTHER_KEY');
  await expect(refused.getByText('allows TLS_*')).toBeVisible();
  await expect(
    refused.getByText(/^The value is not stored here: it is fetched from environment/),
  ).toBeVisible();
  await expectAccessible(page);
  await refused.getByRole('button', { name: 'Save reference' }).click();
  await expect(refused.getByText(/does not allow that path/)).toBeVisible();
  await refused.getByLabel('Reference', { exact: true }).fill('TLS_KEY');
  await save(refused);
  await save(await refer(page, 'MAIL_KEY', FILE, 'MAIL_KEY'));

  const row = page.getByRole('row').filter({ hasText: 'MAIL_KEY' });
  await expect(row).toContainText('value at environment');
  const sheet = await openFacts(page, server.url, ownApp.path, 'MAIL_KEY');
  const there = sheet.getByRole('region', { name: 'Where the value is' });
  await expect(there).toContainText('not yet');
  await there.getByRole('button', { name: 'Check' }).click();
  await expect(there.getByText(/^It resolves/)).toBeVisible();
  await expect(there).toContainText('a fingerprint: it has no versions there');
  await expectAccessible(page);

  const token = await makeToken(server.url, adminCookie);
  const { json } = await callRest(server.url, { token }, 'GET', '/server-key');
  const script = 'console.log(process.env.MAIL_KEY, process.env.TLS_KEY)';
  const ran = await runKeystow(
    server,
    ['run', '--app', ownApp.path, '--', process.execPath, '-e', script],
    {
      KEYSTOW_URL: server.url,
      KEYSTOW_TOKEN: token,
      KEYSTOW_SERVER_KEY: String(json['current']),
    },
  );
  expect(ran.stdout).toBe('canary-of-the-file canary-of-the-mount\n');
  expect(await searchConsole(server, ['canary-of-the-file', 'canary-of-the-mount'])).toEqual([]);
});

test('a value that changes outside is due on what runs with the old one, once it is noticed', async ({
  adminPage: page,
  ownApp,
  server,
  adminCookie,
  lent,
}) => {
  await connect({ server, adminCookie, lent });
  lent.write('canary-before');
  const { url } = server;
  const token = await makeToken(url, adminCookie);
  const body = { key: 'MAIL_KEY', connector: 'lent-file', reference: 'MAIL_KEY' };
  const put = await callRest(url, { token }, 'POST', `/apps/${ownApp.path}/secrets`, body);
  expect(put.status, put.text).toBe(201);
  await SimulatedWorker.start({ url, token, app: ownApp.path, host: 'web-1' });

  lent.write('canary-after');
  const sheet = await openFacts(page, url, ownApp.path, 'MAIL_KEY');
  await sheet.getByRole('button', { name: 'Check', exact: true }).click();
  await expect(sheet.getByText(/^It resolves/)).toBeVisible();
  const newest = sheet.getByRole('listitem').filter({ hasText: 'version 2current' });
  await expect(newest).toContainText('at a backend');
  await page.keyboard.press('Escape');

  await page.setViewportSize(PHONE);
  const row = page.getByRole('row').filter({ hasText: 'MAIL_KEY' });
  await expect(row.getByText('due on 1 of 1').filter({ visible: true })).toBeVisible();
  await expectAccessible(page);

  await page.goto(`${url}/deliveries?scope=${ownApp.path}`);
  const workers = page.getByRole('region', { name: 'Workers' });
  await expect(workers.getByText('0 of 1 run the newest')).toBeVisible();
  await expect(workers).toContainText('MAIL_KEY of the app (1 → 2)');
});

test('a value that cannot be had says why and what to do; sealing one brings it here', async ({
  adminPage: page,
  ownApp,
  server,
  adminCookie,
  lent,
}) => {
  await connect({ server, adminCookie, lent });
  const { url } = server;
  const token = await makeToken(url, adminCookie);
  const body = { key: 'GONE_KEY', connector: 'lent-file', reference: 'GONE_KEY' };
  const put = await callRest(url, { token }, 'POST', `/apps/${ownApp.path}/secrets`, body);
  expect(put.status, put.text).toBe(201);

  const sheet = await openFacts(page, url, ownApp.path, 'GONE_KEY');
  const there = sheet.getByRole('region', { name: 'Where the value is' });
  await there.getByRole('button', { name: 'Check' }).click();
  await expect(there.getByText('There is nothing at the reference.')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  const row = page.getByRole('row').filter({ hasText: 'GONE_KEY' });
  await expect(row).toContainText('could not be fetched');
  await page.goto(`${url}/vault?scope=${ownApp.path}&backend=local`);
  await expect(page.getByText(/^No name in/)).toBeVisible();
  await page.goto(`${url}/vault?scope=${ownApp.path}&backend=env`);

  await page.getByRole('button', { name: 'Actions for GONE_KEY' }).click();
  await page.getByRole('menuitem', { name: 'Replace reference or value…' }).click();
  const replace = page.getByRole('dialog', { name: /Replace value/ });
  await replace.getByLabel('Where the value lives').selectOption({ label: 'Sealed here' });
  await replace.getByLabel('New value').fill('canary-sealed-here');
  await replace.getByRole('button', { name: 'Replace value' }).click();
  await expect(replace).toBeHidden();
  const local = await openFacts(page, url, ownApp.path, 'GONE_KEY');
  await expect(local.getByText('local, sealed in this database')).toBeVisible();
  await expect(local.getByRole('region', { name: 'Where the value is' })).toHaveCount(0);
});
