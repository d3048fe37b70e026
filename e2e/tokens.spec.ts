// Machine tokens by the page: made, shown once, used, rotated with an overlap, revoked.

import type { Page } from '@playwright/test';
import { expect, test } from './fixtures/console-test';
import { expectAccessible } from './fixtures/expect-accessible';
import { callRest } from './fixtures/rest';
import { searchConsole } from './fixtures/search-console';

const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

async function openForm(page: Page, url: string) {
  await page.goto(`${url}/tokens`);
  await page.getByRole('button', { name: 'Make token' }).first().click();
  const sheet = page.getByRole('dialog', { name: 'Make token' });
  await sheet.getByLabel('Name', { exact: true }).waitFor();
  return sheet;
}

/** Reads the text from its field, as a person would copy it, and closes the dialog. */
async function takeText(page: Page, name: string): Promise<string> {
  const dialog = page.getByRole('alertdialog', { name: `Token ${name}` });
  await expect(dialog).toContainText('shown this once');
  const text = await dialog.getByLabel('Token', { exact: true }).inputValue();
  expect(text).toMatch(/^kst_[A-Za-z0-9_-]{49}$/);
  await dialog.getByRole('button', { name: 'I have stored it' }).click();
  await expect(dialog).toBeHidden();
  return text;
}

async function choose(page: Page, name: string, entry: string): Promise<void> {
  await row(page, name)
    .getByRole('button', { name: `Actions for ${name}` })
    .first()
    .click();
  await page.getByRole('menuitem', { name: entry }).click();
}

test('a token is made, used, rotated and revoked; its text is in one answer and nowhere else', async ({
  adminPage: page,
  server,
  witness,
}) => {
  const sheet = await openForm(page, server.url);
  await sheet.getByLabel('Name', { exact: true }).fill('journey-ci');
  await sheet.getByRole('checkbox', { name: 'secrets:list' }).check();
  await sheet.getByRole('checkbox', { name: 'secrets:write' }).check();
  await sheet.getByLabel('Only these names').fill('CI_*');
  await expect(sheet.getByText('In truth the permission to read')).toBeVisible();
  await sheet.getByRole('button', { name: 'Make token' }).click();
  const first = await takeText(page, 'journey-ci');
  await expect(row(page, 'journey-ci')).toContainText('only CI_*');
  await expect(row(page, 'journey-ci')).toContainText('active');

  const put = (token: string, key: string) =>
    callRest(server.url, { token }, 'POST', '/platform/secrets', { key, value: 'x' });
  expect((await put(first, 'CI_KEY')).status).toBe(201);
  expect((await put(first, 'OTHER_KEY')).status).toBe(403);

  await choose(page, 'journey-ci', 'Rotate…');
  const rotate = page.getByRole('dialog', { name: 'Rotate journey-ci' });
  await rotate.getByLabel('The old token ends').selectOption('3600');
  await rotate.getByRole('button', { name: 'Rotate token' }).click();
  const second = await takeText(page, 'journey-ci');
  expect(second).not.toBe(first);
  await expect(row(page, 'being replaced')).toBeVisible();
  expect((await put(first, 'CI_KEY')).status).toBe(200);
  expect((await put(second, 'CI_KEY')).status).toBe(200);

  await row(page, 'being replaced').getByRole('button', { name: 'Actions for journey-ci' }).click();
  await page.getByRole('menuitem', { name: 'Revoke…' }).click();
  const revoke = page.getByRole('alertdialog', { name: 'Revoke journey-ci?' });
  await expect(revoke).toContainText('secrets:list, secrets:write');
  await revoke.getByRole('button', { name: 'Revoke token' }).click();
  await expect(revoke).toBeHidden();
  await expect(row(page, 'replaced')).toBeVisible();
  expect((await put(first, 'CI_KEY')).status).toBe(401);
  expect((await put(second, 'CI_KEY')).status).toBe(200);

  await page.reload();
  await expect(row(page, 'active').filter({ hasText: 'journey-ci' })).toBeVisible();
  await witness.look(page);
  for (const text of [first, second]) {
    const places = new Set((await witness.search([text])).map((hit) => hit.place));
    // The browser's own record of the same answer may have lost its body.
    places.delete(`POST ${server.url}/tokens`);
    expect([...places]).toEqual([`answer to POST ${server.url}/tokens`]);
  }
  expect(await searchConsole(server, [first, second])).toEqual([]);
});

test('a token without permissions or with a wrong pattern is explained at its field', async ({
  adminPage: page,
  server,
}) => {
  const sheet = await openForm(page, server.url);
  await sheet.getByLabel('Name', { exact: true }).fill('never-made');
  await sheet.getByLabel('Only these names').fill('BAD-NAME');
  await sheet.getByRole('button', { name: 'Make token' }).click();
  await expect(sheet.getByText('Choose at least one.')).toBeVisible();
  await expect(sheet.getByLabel('Only these names')).toHaveAttribute('aria-invalid', 'true');
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await expect(page.getByText('never-made')).toBeHidden();
});

test('axe finds nothing on the tokens page and in its form, on desk and phone', async ({
  adminPage: page,
  adminCookie,
  server,
}) => {
  await callRest(server.url, { cookie: adminCookie }, 'POST', '/tokens', {
    name: 'looked at',
    permissions: ['*'],
    namePatterns: ['A_*'],
  });
  const check = async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      360,
    );
    await expectAccessible(page);
  };
  await page.goto(`${server.url}/tokens`);
  await row(page, 'looked at').waitFor();
  await check();
  await openForm(page, server.url);
  await check();
});
