// From an empty folder to a sealed secret, through a crash and a wrong key, with nothing leaked.

import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { newCanary } from './fixtures/canary';
import { startConsole } from './fixtures/console-server';
import { expect, test } from './fixtures/console-test';
import { callRest, makeToken } from './fixtures/rest';
import { searchConsole } from './fixtures/search-console';
import { signInOverHttp } from './fixtures/sign-in';

const OWNER = { email: 'owner@keystow.test', password: 'four quiet grey herons' };

test('the first secret: sealed, listed everywhere, leaked nowhere, there after a crash', async ({
  database,
  context,
  witness,
}) => {
  test.setTimeout(240_000);
  const inBrowser = newCanary('browser');
  const byCurl = newCanary('curl');
  const server = await startConsole({ database });
  try {
    const page = await context.newPage();
    expect(server.setupLink).not.toBeNull();

    await test.step('the one-time link makes the first administrator', async () => {
      await page.goto(server.setupLink!);
      await page.getByLabel('Name of the organization').fill('Heron Works');
      await page.getByLabel('Your name').fill('Owner');
      await page.getByLabel('E-mail').fill(OWNER.email);
      await page.getByLabel('Password', { exact: true }).fill(OWNER.password);
      await page.getByLabel('Password again').fill(OWNER.password);
      await page.getByRole('button', { name: 'Set up Keystow' }).click();
      await page.waitForURL('**/vault**');
      await page.goto(server.setupLink!);
      await page.waitForURL('**/vault**');
    });

    await test.step('a secret is sealed in the browser', async () => {
      await page.getByRole('button', { name: 'Seal the first secret' }).click();
      const sheet = page.getByRole('dialog', { name: 'Seal secret' });
      await sheet.getByLabel('Name', { exact: true }).fill('FROM_BROWSER');
      await sheet.getByLabel('Value', { exact: true }).fill(inBrowser);
      await sheet.getByRole('button', { name: 'Seal secret' }).click();
      await expect(page.getByRole('row').filter({ hasText: 'FROM_BROWSER' })).toBeVisible();
      await expect(sheet).toBeHidden();
    });

    const cookie = await signInOverHttp(server.url, OWNER);
    const token = await makeToken(server.url, cookie);

    await test.step('another is sealed over REST; both are listed in both places', async () => {
      const made = await callRest(server.url, { token }, 'POST', '/platform/secrets', {
        key: 'FROM_CURL',
        value: byCurl,
      });
      expect(made.status).toBe(201);
      expect(JSON.stringify(made.json)).not.toContain('canary');
      const listed = await callRest(server.url, { token }, 'GET', '/platform/secrets');
      expect(listed.json['keys']).toEqual(['FROM_BROWSER', 'FROM_CURL']);
      await page.reload();
      for (const name of ['FROM_BROWSER', 'FROM_CURL']) {
        await expect(page.getByRole('button', { name, exact: true })).toBeVisible();
      }
      await witness.look(page);
    });

    await test.step('everything acknowledged survives kill -9', async () => {
      await server.kill9();
      await server.restart();
      expect(server.setupLink).toBeNull();
      const listed = await callRest(server.url, { token }, 'GET', '/platform/secrets');
      expect(listed.json['keys']).toEqual(['FROM_BROWSER', 'FROM_CURL']);
      await page.goto(`${server.url}/vault`);
      await expect(page.getByRole('button', { name: 'FROM_CURL', exact: true })).toBeVisible();
    });

    await test.step('with another master key it is locked and names both fingerprints', async () => {
      const right = await page.getByText(/^mk_/).first().getAttribute('title');
      await server.restart({ KEYSTOW_MASTER_KEY: randomBytes(32).toString('hex') });
      await page.goto(`${server.url}/keys`);
      await expect(page.getByRole('heading', { name: 'Locked' })).toBeVisible();
      await expect(page.getByText(right!, { exact: true }).first()).toBeVisible();
      const main = page.getByRole('main');
      expect((await main.innerText()).match(/mk_[0-9a-f]{16}/g)).toHaveLength(2);
      const refused = await callRest(server.url, { token }, 'POST', '/platform/secrets', {
        key: 'WHILE_LOCKED',
        value: 'x',
      });
      expect(refused).toMatchObject({ status: 423, json: { code: 'locked' } });
      await witness.look(page);
    });

    await test.step('neither value is anywhere, and the search would have found it', async () => {
      await server.stop();
      expect(await searchConsole(server, [inBrowser, byCurl])).toEqual([]);
      expect(await witness.search([inBrowser, byCurl])).toEqual([]);
      expect(witness.bodies).toBeGreaterThan(20);
      const planted = path.join(server.configDir, 'planted');
      mkdirSync(planted);
      writeFileSync(
        path.join(planted, 'file'),
        `noise ${Buffer.from(byCurl).toString('base64')} noise`,
      );
      expect((await searchConsole(server, [byCurl])).length).toBeGreaterThan(0);
    });
  } finally {
    await server.dispose();
  }
});
