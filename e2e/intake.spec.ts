// Somebody without an account enters values by a link; whoever made it sees them come, and nobody reads them.

import type { Page } from '@playwright/test';
import { newCanary } from './fixtures/canary';
import { expect, test } from './fixtures/console-test';
import { expectAccessible } from './fixtures/expect-accessible';
import { sealIn } from './fixtures/own-app';
import { callRest } from './fixtures/rest';
import { searchConsole } from './fixtures/search-console';
import { Witness } from './fixtures/witness';

const NARROW = { width: 320, height: 640 };

test('values of two secrets are entered by a link on a phone, seen by its maker, and the link is used up', async ({
  ownVault: page,
  ownApp,
  server,
  adminCookie,
  witness,
  browser,
}) => {
  const sender = { cookie: adminCookie };
  const [token, wrong, password] = ['token', 'wrong', 'password'].map(newCanary) as [
    string,
    string,
    string,
  ];
  await sealIn(server.url, sender, ownApp, {
    key: 'HOOK_SECRET',
    type: 'webhook_secret',
    value: 'made-before-any-link-was',
  });
  await sealIn(server.url, sender, ownApp, {
    key: 'SHOP_LOGIN',
    type: 'auth_profile',
    value: { username: 'shop', password: 'made before' },
  });

  await page.reload();
  await page.getByRole('button', { name: 'Actions for HOOK_SECRET' }).click();
  await page.getByRole('menuitem', { name: 'Ask somebody else for the value…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Ask somebody else for values' });
  await expect(dialog.getByText('HOOK_SECRET')).toBeVisible();
  await dialog.getByLabel('For whom').fill('Nobody yet');
  await dialog.getByRole('button', { name: 'Make intake link' }).click();
  const shown = page.getByRole('alertdialog', { name: 'Intake link for Nobody yet' });
  await expect(shown.getByRole('textbox', { name: 'Link' })).toHaveValue(/\/intake#[\w-]{43}$/);
  const single = await shown.getByRole('textbox', { name: 'Link' }).inputValue();
  await shown.getByRole('link', { name: 'Intake links' }).click();
  await page.getByRole('button', { name: 'Revoke the link for Nobody yet' }).click();
  await page.getByRole('button', { name: 'Revoke link' }).click();
  await expect(page.getByText('revoked', { exact: true })).toBeVisible();

  const made = await callRest(server.url, sender, 'POST', '/intake-links', {
    secrets: [`${ownApp.path}/HOOK_SECRET`, `${ownApp.path}/SHOP_LOGIN`],
    label: 'Bob',
    note: 'As agreed on the phone.',
    expiresInDays: 3,
  });
  expect(made.status).toBe(201);
  const link = made.json['link'] as string;
  await page.reload();
  const entry = page.getByRole('listitem').filter({ hasText: 'Made by' }).first();
  await expect(entry).toContainText('0 of 2 entered');

  const context = await browser.newContext({ viewport: NARROW, hasTouch: true });
  const stranger = await Witness.of(context);
  const phone = await context.newPage();
  await expectRefused(phone, single, 'This link was revoked.');
  await openLink(phone, link);
  await expect(phone.getByText('asks for 2 values')).toBeVisible();
  await expect(phone.getByText('As agreed on the phone.')).toBeVisible();
  const hook = phone.getByLabel('Value of HOOK_SECRET');
  await hook.fill(`${wrong} `);
  await phone.getByRole('button', { name: 'Seal value' }).click();
  await expect(phone.getByText('at least 16 characters and no white space')).toBeVisible();
  await expect(hook).toBeFocused();
  await hook.fill(token);
  await hook.press('Enter');
  await expect(phone.getByText('1 of 2 entered', { exact: true })).toBeVisible();
  await expect(phone.getByLabel(/^User name/)).toBeFocused();
  await phone.getByLabel(/^User name/).fill('bob');
  await phone.getByLabel(/^Password/).fill(password);
  const width = await phone.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(NARROW.width);
  await expectAccessible(phone);
  await expect(entry).toContainText('1 of 2 entered');
  await phone.getByRole('button', { name: 'Seal value' }).click();
  await expect(phone.getByText('All values are sealed.')).toBeVisible();
  await expect(phone.getByText('You can close this page.')).toBeFocused();
  await stranger.look(phone);
  await expectRefused(phone, link, 'All values that this link asked for are sealed.');

  await expect(entry).toContainText('2 of 2 entered');
  await expect(entry).toContainText('all entered');
  await expectAccessible(page);
  const versions = await callRest(
    server.url,
    sender,
    'GET',
    `/apps/${ownApp.path}/secrets/HOOK_SECRET/versions`,
  );
  expect(versions.json['items']).toMatchObject([
    { version: 2, createdBy: 'link for Bob by admin@keystow.test' },
    { version: 1 },
  ]);

  await witness.look(page);
  const secrets = [token, wrong, password];
  expect(stranger.answersToWrites).toBeGreaterThan(3);
  expect(await stranger.search(secrets)).toEqual([]);
  expect(await witness.search([...secrets, link.split('#')[1]!])).toEqual([]);
  expect(await searchConsole(server, [...secrets, link.split('#')[1]!])).toEqual([]);
  await context.close();
});

/** Leaves the page first: another fragment alone would not load it again. */
async function openLink(page: Page, link: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(link);
}

async function expectRefused(page: Page, link: string, why: string): Promise<void> {
  await openLink(page, link);
  await expect(page.getByRole('alert').filter({ hasText: why })).toBeVisible();
  await expect(page.getByRole('textbox')).toHaveCount(0);
}
