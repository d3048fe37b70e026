// Values of every kind through the console: each type's form, files, and what asks before it is lost.

import type { Locator, Page } from '@playwright/test';
import type { SecretType } from '@/lib/domain/secret-kinds';
import { newCanary } from './fixtures/canary';
import { expect, test } from './fixtures/console-test';
import { expectAccessible } from './fixtures/expect-accessible';
import { callRest } from './fixtures/rest';
import { searchConsole } from './fixtures/search-console';
import { openApp, openFacts, openSeal, seal, type SignedIn } from './fixtures/vault-page';

async function generate(sheet: Locator, page: Page, menu: string, preset: RegExp): Promise<void> {
  await sheet.getByRole('button', { name: menu }).click();
  await page.getByRole('menuitem').first().and(page.getByText(preset)).click();
  await expect(sheet.getByText(/it is in the field/)).toBeVisible();
}

/** Whether the stored value is exactly `value`: an import of it would change nothing. */
async function isStored(signedIn: SignedIn, path: string, key: string, value: string) {
  const body = { format: 'json', text: JSON.stringify({ [key]: value }) };
  const to = `/apps/${path}/secrets/import`;
  const answer = await callRest(signedIn.url, { cookie: signedIn.cookie }, 'POST', to, body);
  const rows = answer.json['rows'] as { verdict: string }[];
  return rows[0]?.verdict === 'unchanged';
}

test('each type has the form of its value, and delivers what the form says', async ({
  adminPage: page,
  adminCookie: cookie,
  server,
  witness,
}) => {
  const signedIn = { page, url: server.url, cookie };
  const path = await openApp(signedIn, 'each-type');
  const typed: [string, SecretType, string][] = [
    ['PLAIN_API_KEY', 'api_key', newCanary('apikey')],
    ['MAIN_DATABASE_URL', 'database_url', `postgresql://u:p@db/x?c=${newCanary('url')}`],
    ['ASKED_FOR', 'inbox_answer', newCanary('answer')],
    ['ANYTHING', 'generic', newCanary('generic')],
  ];
  for (const [name, type, value] of typed) {
    const sheet = await openSeal(page, name);
    await sheet.getByLabel('Type', { exact: true }).selectOption(type);
    await sheet.getByLabel('Value', { exact: true }).fill(value);
    await expect(sheet.getByText(`Delivered as ${name}`)).toBeVisible();
    await seal(sheet);
    expect(await isStored(signedIn, path, name, value), name).toBe(true);
  }
  const generated: [string, SecretType, RegExp][] = [
    ['HOOK_SECRET', 'webhook_secret', /^Webhook secret/],
    ['JWT_KEY', 'jwt_signing_key', /^JWT signing key/],
    ['AT_REST_KEY', 'encryption_key', /^Encryption key/],
  ];
  for (const [name, type, preset] of generated) {
    const sheet = await openSeal(page, name);
    await sheet.getByLabel('Type', { exact: true }).selectOption(type);
    await generate(sheet, page, 'Generate a value', preset);
    await seal(sheet);
  }

  const [access, refresh, password] = ['access', 'refresh', 'password'].map(newCanary) as [
    string,
    string,
    string,
  ];
  const oauth = await openSeal(page, 'GITHUB');
  const answer = { access_token: access, refresh_token: refresh, expires_in: 3600, more: 1 };
  await oauth.getByLabel('Value', { exact: true }).fill(JSON.stringify(answer));
  await oauth.getByRole('button', { name: 'Use OAuth tokens' }).click();
  await expect(
    oauth.getByText(/^Split into Access token, Refresh token, Expires at/),
  ).toBeVisible();
  await expect(oauth.getByText(/GITHUB_ACCESS_TOKEN, GITHUB_REFRESH_TOKEN/)).toBeVisible();
  await witness.look(page);
  await seal(oauth);

  const profile = await openSeal(page, 'JIRA');
  await profile.getByLabel('Type', { exact: true }).selectOption('auth_profile');
  await profile.getByLabel(/^User name/).fill('robot');
  await generate(profile, page, 'Generate a password', /^Password/);
  await profile.getByLabel(/^Password/).fill(password);
  await seal(profile);

  const facts = await openFacts(page, server.url, path, 'GITHUB');
  await expect(facts.getByRole('listitem').first()).toHaveText('GITHUB_ACCESS_TOKEN');
  await expect(facts.getByText('GITHUB_EXPIRES_AT', { exact: true })).toBeVisible();
  await facts.getByRole('button', { name: 'Replace value…' }).click();
  const replace = page.getByRole('dialog', { name: /Replace value/ });
  await replace.getByLabel(/^Access token/).fill(refresh);
  await replace.getByRole('button', { name: 'Replace value' }).click();
  await expect(replace).toBeHidden();

  await witness.look(page);
  const values = [...typed.map(([, , value]) => value), access, refresh, password];
  expect(await witness.search(values)).toEqual([]);
  expect(await searchConsole(server, values)).toEqual([]);
});

test('a file is described before it is sealed, and kept byte for byte', async ({
  adminPage: page,
  adminCookie: cookie,
  server,
  witness,
}) => {
  const signedIn = { page, url: server.url, cookie };
  const path = await openApp(signedIn, 'from-files');
  const text = `${newCanary('file')}\r\nsecond line\n`;
  const sheet = await openSeal(page, 'TEXT_FILE');
  await sheet.getByRole('radio', { name: 'From a file' }).check();
  await sheet.getByRole('button', { name: 'Seal secret' }).click();
  await expect(sheet.getByText('Choose a file.')).toBeVisible();
  const chooser = sheet.locator('input[type="file"]');
  await chooser.setInputFiles({
    name: 'disk.iso',
    mimeType: 'application/octet-stream',
    buffer: Buffer.alloc(70_000),
  });
  await expect(sheet.getByText(/^70,000 bytes\./)).toContainText('at most 64 KiB');
  await chooser.setInputFiles({
    name: 'key.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from(text),
  });
  await expect(sheet.getByText(/Text, sealed byte for byte/)).toBeVisible();
  await expectAccessible(page);
  await seal(sheet);
  expect(await isStored(signedIn, path, 'TEXT_FILE', text)).toBe(true);

  const binary = await openSeal(page, 'KEYSTORE');
  const dropped = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array([0xff, 0x00, 0x01])], 'store.p12'));
    return transfer;
  });
  await binary.getByLabel('Value', { exact: true }).dispatchEvent('drop', {
    dataTransfer: dropped,
  });
  await expect(binary.getByText(/^3 bytes\. Binary/)).toBeVisible();
  await expect(binary.getByText('KEYSTORE_FILE')).toBeVisible();
  await seal(binary);
  const facts = await openFacts(page, server.url, path, 'KEYSTORE');
  await expect(facts.getByText('generic, binary')).toBeVisible();
  await facts.getByRole('button', { name: 'Replace value…' }).click();
  const replace = page.getByRole('dialog', { name: /Replace value/ });
  await expect(replace.getByRole('radio', { name: 'From a file' })).toBeChecked();
  await witness.look(page);
  expect(await witness.search([text.trim()])).toEqual([]);
  expect(await searchConsole(server, [text.trim()])).toEqual([]);
});

test('what is typed is not lost by Esc, a press beside or a reload without a question', async ({
  adminPage: page,
  adminCookie: cookie,
  server,
}) => {
  await openApp({ page, url: server.url, cookie }, 'guarded');
  const sheet = await openSeal(page, 'GUARDED');
  const value = sheet.getByLabel('Value', { exact: true });
  await value.fill('typed by hand');
  await page.keyboard.press('Escape');
  const question = page.getByRole('alertdialog', { name: 'Discard what you typed?' });
  await expectAccessible(page);
  await question.getByRole('button', { name: 'Keep editing' }).click();
  await expect(value).toBeFocused();
  await expect(value).toHaveValue('typed by hand');
  const asked = page.waitForEvent('dialog');
  const reload = page.reload({ timeout: 5000 }).catch(() => null);
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await reload;
  await expect(value).toHaveValue('typed by hand');
  await page.mouse.click(20, 400);
  await question.getByRole('button', { name: 'Discard' }).click();
  await expect(sheet).toBeHidden();
});
