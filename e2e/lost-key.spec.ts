// The master key is lost: looked for, given up, and every secret entered again through a link.

import { rmSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { newCanary } from './fixtures/canary';
import { startConsole, type ConsoleServer } from './fixtures/console-server';
import { addCookie, ADMIN, expect, test } from './fixtures/console-test';
import { expectAccessible } from './fixtures/expect-accessible';
import { importLines, makeOwnApp } from './fixtures/own-app';
import { callRest } from './fixtures/rest';
import { searchConsole } from './fixtures/search-console';
import { signInOverHttp } from './fixtures/sign-in';
import { Witness } from './fixtures/witness';

const ENV = { KEYSTOW_ADMIN_EMAIL: ADMIN.email, KEYSTOW_ADMIN_PASSWORD: ADMIN.password };
const OTHER_KEY = 'c7e1a95d04b83f62d9130ce8571fb4a26e8d03f7b5924c1ae06f3d8872b9c540';
const NAMES = ['BILLING_TOKEN', 'MAIL_TOKEN', 'STRIPE_TOKEN'] as const;

/** Opens the link as somebody without an account, on a phone, and enters what it asks for. */
async function enterAll(phone: Page, link: string, values: readonly string[]): Promise<void> {
  await phone.goto(link);
  await expect(phone.getByText('0 of 3 entered')).toBeVisible();
  await expectAccessible(phone);
  for (const [at, name] of NAMES.entries()) {
    const item = phone.getByRole('region', { name });
    await item.getByLabel(`Value of ${name}`).fill(values[at]!);
    await item.getByRole('button', { name: 'Seal value' }).click();
    await expect(item.getByText('Sealed', { exact: true })).toBeVisible();
  }
  await expect(phone.getByText('All values are sealed.')).toBeVisible();
}

async function giveUp(page: Page, server: ConsoleServer): Promise<void> {
  await page.goto(`${server.url}/keys`);
  await page.getByRole('link', { name: 'Is the key lost?' }).click();
  await expect(page.getByText('does not fit')).toBeVisible();
  await expect(page.getByText('the values of 3 secrets')).toBeVisible();
  const needed = await page
    .getByText(/^mk_[0-9a-f]{16}$/)
    .first()
    .innerText();
  await page.getByLabel('A key you found').fill(OTHER_KEY);
  await page.getByRole('button', { name: 'Try key' }).click();
  await expect(page.getByText('opens nothing here')).toBeVisible();
  await expectAccessible(page);
  const give = page.getByRole('button', { name: 'Give the key up' });
  const typed = page.getByLabel(/to give that key up/);
  await typed.fill('mk_0000000000000000');
  await give.click();
  await expect(typed).toHaveAttribute('aria-invalid', 'true');
  await typed.fill(needed);
  await give.click();
  await expect(page.getByText('0 of 3 secrets have a value again, 3 to enter.')).toBeVisible();
}

test('a lost master key is given up, and all its secrets are entered again through a link', async ({
  page,
  browser,
  database,
  witness,
}) => {
  const server = await startConsole({ database, env: ENV });
  try {
    const cookie = await signInOverHttp(server.url, ADMIN);
    await addCookie(page.context(), server.url, cookie);
    const app = await makeOwnApp(server.url, { cookie });
    const lines = NAMES.map((name) => `${name}=${newCanary('lost')}`);
    await importLines(server.url, { cookie }, app, lines);
    rmSync(path.join(server.configDir, 'master.key'));
    await server.restart({ KEYSTOW_MASTER_KEY: OTHER_KEY });
    await giveUp(page, server);
    await expectAccessible(page);

    await page.getByRole('checkbox', { name: 'Choose all shown' }).check();
    await page.getByRole('button', { name: 'Make intake link…' }).click();
    await page.getByLabel('For whom').fill('the payments team');
    await page.getByRole('button', { name: 'Make intake link', exact: true }).click();
    const link = await page.getByLabel('Link', { exact: true }).inputValue();
    await page.getByRole('button', { name: 'I have copied it' }).click();

    const visitor = await browser.newContext({ viewport: { width: 360, height: 740 } });
    const seen = await Witness.of(visitor);
    const phone = await visitor.newPage();
    const values = NAMES.map(() => newCanary('again'));
    await enterAll(phone, link, values);
    await seen.look(phone);
    await expect(page.getByText('Every secret has a value again.')).toBeVisible();
    await page.getByRole('button', { name: 'to enter', exact: true }).click();
    await page.getByRole('menuitemradio', { name: 'All states' }).click();
    await expect(page.getByRole('row').filter({ hasText: 'entered' })).toHaveCount(3);
    await page.setViewportSize({ width: 360, height: 740 });
    await expectAccessible(page);

    const text = NAMES.map((name, at) => `${name}=${values[at]!}`).join('\n');
    const compareAt = `/apps/${app.path}/secrets/import`;
    const compared = await callRest(server.url, { cookie }, 'POST', compareAt, {
      format: 'dotenv',
      text,
    });
    const rows = compared.json['rows'] as { verdict: string }[];
    expect(rows.map((row) => row.verdict)).toEqual(NAMES.map(() => 'unchanged'));

    const secrets = [...values, ...lines.map((line) => line.split('=')[1]!), OTHER_KEY];
    await witness.look(page);
    expect([...(await witness.search(secrets)), ...(await seen.search(secrets))]).toEqual([]);
    expect(await searchConsole(server, secrets)).toEqual([]);
    await visitor.close();
  } finally {
    await server.dispose();
  }
});
