// The vault panel by mouse and by keyboard, each journey in an app of its own, light and dark, desk and phone.

import type { Page } from '@playwright/test';
import { newCanary } from './fixtures/canary';
import { expect, test } from './fixtures/console-test';
import { expectAccessible } from './fixtures/expect-accessible';
import { sealIn } from './fixtures/own-app';
import { searchConsole } from './fixtures/search-console';

const openSeal = (page: Page) =>
  page
    .getByRole('button', { name: /^Seal (secret|the first secret)$/ })
    .first()
    .click();

async function sealSecret(page: Page, name: string, value: string): Promise<void> {
  await openSeal(page);
  const sheet = page.getByRole('dialog', { name: 'Seal secret' });
  await sheet.getByLabel('Name', { exact: true }).fill(name);
  await sheet.getByLabel('Value', { exact: true }).fill(value);
  await sheet.getByRole('button', { name: 'Seal secret' }).click();
  await expect(sheet).toBeHidden();
}

const named = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const row = (page: Page, name: string) => page.getByRole('row').filter({ has: named(page, name) });

const FINGERPRINT = /^[0-9a-f]{4}(·[0-9a-f]{4}){3}$/;

test('a secret is added, replaced and deleted; its values are in no response and no storage', async ({
  ownVault: page,
  server,
  witness,
}) => {
  const [first, second] = [newCanary('first'), newCanary('second')];
  await sealSecret(page, 'LIFE_OF_A_SECRET', first);
  const line = row(page, 'LIFE_OF_A_SECRET');
  await expect(named(page, 'LIFE_OF_A_SECRET')).toBeFocused();
  const fingerprint = await line.getByTitle(FINGERPRINT).getAttribute('title');

  await line.getByRole('button', { name: 'Actions for LIFE_OF_A_SECRET' }).click();
  await page.getByRole('menuitem', { name: 'Replace value…' }).click();
  const replace = page.getByRole('dialog', { name: /Replace/ });
  await replace.getByLabel('New value').fill(second);
  await replace.getByRole('button', { name: 'Replace value' }).click();
  await expect(replace).toBeHidden();
  await expect(line.getByTitle(FINGERPRINT)).not.toHaveAttribute('title', fingerprint!);
  await witness.look(page);

  await line.getByRole('button', { name: 'Actions for LIFE_OF_A_SECRET' }).click();
  await page.getByRole('menuitem', { name: 'Delete…' }).click();
  const confirm = page.getByRole('alertdialog');
  await expect(confirm).toContainText('30 days');
  await confirm.getByRole('button', { name: /^Delete/ }).click();
  await expect(line).toBeHidden();

  await witness.look(page);
  await expect.poll(() => witness.answersToWrites).toBeGreaterThanOrEqual(3);
  expect(await witness.search([first, second])).toEqual([]);
  expect(await searchConsole(server, [first, second])).toEqual([]);
});

test('a refused name is explained at its field, and nothing is sealed', async ({
  ownVault: page,
}) => {
  await openSeal(page);
  const sheet = page.getByRole('dialog', { name: 'Seal secret' });
  const name = sheet.getByLabel('Name', { exact: true });
  for (const wrong of ['1BAD', 'LD_PRELOAD', 'WITH SPACE']) {
    await name.fill(wrong);
    await sheet.getByLabel('Value', { exact: true }).fill('some value');
    await sheet.getByRole('button', { name: 'Seal secret' }).click();
    await expect(name).toHaveAttribute('aria-invalid', 'true');
    // The answer of this name, not of the one before.
    await expect(sheet.getByRole('button', { name: 'Seal secret' })).not.toHaveAttribute(
      'aria-busy',
      'true',
    );
  }
  await page.reload();
  await expect(page.getByRole('button', { name: 'Seal the first secret' })).toBeVisible();
});

test('each scope lists its own secrets only', async ({ ownVault: page, ownApp, server }) => {
  const tag = ownApp.path.split('.').at(-1)!;
  const made: string[] = [];
  for (const kind of ['team', 'workspace', 'app'] as const) {
    const from = kind === 'team' ? `${server.url}/vault` : page.url();
    await page.goto(from);
    await page.getByRole('button', { name: new RegExp(`^(Choose an? ${kind}|${kind}: )`) }).click();
    await page.getByRole('menuitem', { name: `New ${kind}…` }).click();
    const dialog = page.getByRole('dialog', { name: `New ${kind}` });
    await dialog.getByLabel('Name').fill(`${kind} of ${tag}`);
    await expect(dialog.getByLabel('Slug')).toHaveValue(`${kind}-of-${tag}`);
    await dialog.getByRole('button', { name: `Create ${kind}` }).click();
    await expect(dialog).toBeHidden();
    made.push(`${kind}-of-${tag}`);
    await expect(page).toHaveURL(`${server.url}/vault?scope=${made.join('.')}`);
    await sealSecret(page, `OF_THE_${kind.toUpperCase()}`, 'x');
  }
  const names = ['OF_THE_TEAM', 'OF_THE_WORKSPACE', 'OF_THE_APP'];
  for (const [tab, own] of [
    ['Team', 'OF_THE_TEAM'],
    ['Workspace', 'OF_THE_WORKSPACE'],
    ['App', 'OF_THE_APP'],
    ['Shared', null],
  ] as const) {
    await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
    for (const name of names) {
      await (name === own
        ? expect(named(page, name)).toBeVisible()
        : expect(named(page, name)).toBeHidden());
    }
  }
});

test('the panel is worked without a mouse', async ({
  ownVault: page,
  ownApp,
  server,
  adminCookie,
}) => {
  for (const key of ['KEYS_A', 'KEYS_B', 'KEYS_C', 'OTHER']) {
    await sealIn(server.url, { cookie: adminCookie }, ownApp, { key, value: 'x' });
  }
  await page.reload();
  await expect(named(page, 'OTHER')).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('keys_');
  await expect(page).toHaveURL(/q=keys_/);
  await expect(page.getByRole('row')).toHaveCount(4);
  await page.keyboard.press('ArrowDown');
  await expect(named(page, 'KEYS_A')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(named(page, 'KEYS_B')).toBeFocused();
  await page.keyboard.press('Enter');
  const sheet = page.getByRole('dialog', { name: /KEYS_B/ });
  await expect(sheet).toBeVisible();
  await expect(page).toHaveURL(/secret=KEYS_B/);
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await expect(named(page, 'KEYS_B')).toBeFocused();
});

test('axe finds nothing in the vault, its form, the keys and at the door', async ({
  ownVault: page,
  ownApp,
  server,
  adminCookie,
}) => {
  const soon = new Date(Date.now() + 3 * 86_400_000).toISOString();
  const seal = (secret: Record<string, unknown>) =>
    sealIn(server.url, { cookie: adminCookie }, ownApp, secret);
  await seal({ key: 'TAGGED', value: 'x', tags: ['eu', 'billing', 'pci'] });
  await seal({ key: 'ENDING', value: 'x', expiresAt: soon });
  await seal({ key: 'ALIAS', aliasOf: 'TAGGED' });
  await page.reload();
  await expect(named(page, 'TAGGED')).toBeVisible();
  await expectAccessible(page);
  await openSeal(page);
  await page.getByRole('dialog', { name: 'Seal secret' }).getByLabel('Name').waitFor();
  await expectAccessible(page);
  await page.goto(`${server.url}/keys`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expectAccessible(page);
  await page.context().clearCookies();
  await page.goto(`${server.url}/sign-in`);
  await page.getByLabel('E-mail').waitFor();
  await expectAccessible(page);
});
