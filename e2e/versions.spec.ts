// What becomes of a value: replaced by two people, rolled back to, deleted, brought back, purged.

import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { newCanary } from './fixtures/canary';
import { expect, test } from './fixtures/console-test';
import { sealIn } from './fixtures/own-app';
import { callRest } from './fixtures/rest';
import { searchConsole } from './fixtures/search-console';
import { openApp } from './fixtures/vault-page';

const PHONE = { width: 360, height: 740 };

const row = (page: Page, name: string) =>
  page.getByRole('row').filter({ has: page.getByRole('button', { name, exact: true }) });

async function choose(page: Page, name: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** Types a new value into the open sheet of a replacement and sends it. */
async function replaceWith(page: Page, value: string): Promise<void> {
  const sheet = page.getByRole('dialog', { name: /Replace value/ });
  await sheet.getByLabel('New value').fill(value);
  await sheet.getByRole('button', { name: 'Replace value' }).click();
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
}

test('of two browsers that replace one secret the second is told, and decides again', async ({
  ownVault: page,
  ownApp,
  adminCookie,
  browser,
  server,
  witness,
}) => {
  const values = [newCanary('first'), newCanary('theirs'), newCanary('mine')] as const;
  const secret = { key: 'SHARED_KEY', value: values[0] };
  await sealIn(server.url, { cookie: adminCookie }, ownApp, secret);
  const [name, cookie] = adminCookie.split(/=(.*)/s) as [string, string];
  const other = await browser.newContext();
  await other.addCookies([{ name, value: cookie, url: server.url }]);
  const theirs = await other.newPage();
  for (const one of [page, theirs]) {
    await one.goto(ownApp.vault);
    await choose(one, 'SHARED_KEY', 'Replace value…');
  }
  await replaceWith(theirs, values[1]);
  await expect(theirs.getByText('SHARED_KEY replaced')).toBeVisible();
  await replaceWith(page, values[2]);
  const sheet = page.getByRole('dialog', { name: /Replace value/ });
  const told = sheet.getByRole('alert');
  await expect(told).toContainText('admin@keystow.test sealed version 2');
  await expect(told).toContainText('Your value was not saved');
  await expectAccessible(page);
  await sheet.getByRole('button', { name: 'Replace version 2' }).click();
  await expect(sheet).toBeHidden();
  await expect(page.getByText('version 3 ·')).toBeVisible();
  await other.close();
  await witness.look(page);
  expect(await witness.search(values)).toEqual([]);
  expect(await searchConsole(server, values)).toEqual([]);
});

test('an older version is rolled back to and another destroyed, from the sheet', async ({
  adminPage: page,
  adminCookie,
  server,
  witness,
}) => {
  const values = [newCanary('one'), newCanary('two'), newCanary('three')];
  for (const value of values) {
    const body = { key: 'ROLLED_KEY', value };
    await callRest(server.url, { cookie: adminCookie }, 'POST', '/platform/secrets', body);
  }
  await page.goto(`${server.url}/vault?secret=ROLLED_KEY`);
  const sheet = page.getByRole('dialog', { name: 'ROLLED_KEY' });
  const versions = sheet.getByRole('region', { name: 'Versions' }).getByRole('listitem');
  await expect(versions).toHaveText([/3.*current/, /2.*previous/, /1.*retired/]);
  await sheet.getByRole('button', { name: 'Roll back to 1…' }).click();
  const rollBack = page.getByRole('alertdialog', { name: 'Roll ROLLED_KEY back to version 1?' });
  await expect(rollBack).toContainText('sealed again as a new version');
  await rollBack.getByLabel(/Reason/).fill('three does not sign in');
  await rollBack.getByRole('button', { name: 'Roll back' }).click();
  await expect(rollBack).toBeHidden();
  await expect(versions).toHaveText([/4.*current/, /3.*previous/, /2.*retired/, /1.*retired/]);
  await expect(versions.first()).toContainText('three does not sign in');
  await expect(sheet.getByRole('heading', { name: 'Versions' })).toBeFocused();

  await sheet.getByRole('button', { name: 'Destroy… version 3' }).click();
  const destroy = page.getByRole('alertdialog', { name: 'Destroy version 3 of ROLLED_KEY?' });
  await destroy.getByRole('button', { name: 'Destroy version' }).click();
  await expect(destroy).toBeHidden();
  await expect(versions.nth(1)).toContainText('destroyed');
  await expectAccessible(page);
  await page.setViewportSize(PHONE);
  await expectAccessible(page);
  await witness.look(page);
  expect(await witness.search(values)).toEqual([]);
  expect(await searchConsole(server, values)).toEqual([]);
});

test('a deletion is undone; from the bin a secret comes back, or goes for good', async ({
  adminPage: page,
  adminCookie,
  server,
  witness,
}) => {
  const value = newCanary('binned');
  const path = await openApp({ page, url: server.url, cookie: adminCookie }, 'binned');
  const body = { key: 'BINNED_KEY', value };
  await callRest(server.url, { cookie: adminCookie }, 'POST', `/apps/${path}/secrets`, body);
  await page.reload();
  const remove = async () => {
    await choose(page, 'BINNED_KEY', 'Delete…');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete secret' }).click();
    await expect(row(page, 'BINNED_KEY')).toBeHidden();
  };
  await remove();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('BINNED_KEY restored')).toBeVisible();
  await expect(page.getByRole('button', { name: 'BINNED_KEY', exact: true })).toBeFocused();

  await remove();
  await page.getByRole('link', { name: 'Bin' }).click();
  await expect(page).toHaveTitle(/Bin/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Bin of /);
  const restore = page.getByRole('button', { name: 'Restore BINNED_KEY' });
  await restore.waitFor();
  await expectAccessible(page);
  await page.setViewportSize(PHONE);
  await expectAccessible(page);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(PHONE.width);
  await page.setViewportSize({ width: 1280, height: 800 });
  await restore.click();
  await expect(restore).toBeHidden();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await page.getByRole('link', { name: 'Back to the vault' }).click();
  await expect(row(page, 'BINNED_KEY')).toBeVisible();

  await remove();
  await page.getByRole('link', { name: 'Bin' }).click();
  await page.getByRole('button', { name: 'Purge… BINNED_KEY' }).press('Enter');
  const purge = page.getByRole('alertdialog', { name: 'Purge BINNED_KEY?' });
  const typed = purge.getByLabel('Type BINNED_KEY to confirm');
  await purge.getByRole('button', { name: 'Purge secret' }).click();
  await expect(typed).toHaveAttribute('aria-invalid', 'true');
  await typed.fill('BINNED_KEY');
  await purge.getByRole('button', { name: 'Purge secret' }).click();
  await expect(purge).toBeHidden();
  await expect(page.getByText('Nothing was deleted here in the last 30 days.')).toBeVisible();
  await witness.look(page);
  expect(await witness.search([value])).toEqual([]);
  expect(await searchConsole(server, [value])).toEqual([]);
});
