// The vault panel by mouse and by keyboard, in four scopes, light and dark, on desk and phone.

import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { newCanary } from './fixtures/canary';
import { expect, test } from './fixtures/console-test';
import { searchConsole } from './fixtures/search-console';

const DESK = { width: 1280, height: 800 };
const PHONE = { width: 360, height: 740 };

async function sealSecret(page: Page, name: string, value: string): Promise<void> {
  await page
    .getByRole('button', { name: /^Seal (secret|the first secret)$/ })
    .first()
    .click();
  const sheet = page.getByRole('dialog', { name: 'Seal secret' });
  await sheet.getByLabel('Name', { exact: true }).fill(name);
  await sheet.getByLabel('Value', { exact: true }).fill(value);
  await sheet.getByRole('button', { name: 'Seal secret' }).click();
  await expect(sheet).toBeHidden();
}

const row = (page: Page, name: string) =>
  page.getByRole('row').filter({ has: page.getByRole('button', { name, exact: true }) });

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
}

const FINGERPRINT = /^[0-9a-f]{4}(·[0-9a-f]{4}){3}$/;

test('a secret is added, replaced and deleted; its values are in no response and no storage', async ({
  adminPage: page,
  server,
  witness,
}) => {
  const [first, second] = [newCanary('first'), newCanary('second')];
  // Other journeys may have left more names than one page shows.
  await page.goto(`${server.url}/vault?q=LIFE_OF`);
  await sealSecret(page, 'LIFE_OF_A_SECRET', first);
  const line = row(page, 'LIFE_OF_A_SECRET');
  await expect(line.getByRole('button', { name: 'LIFE_OF_A_SECRET', exact: true })).toBeFocused();
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
  adminPage: page,
}) => {
  await page
    .getByRole('button', { name: /^Seal (secret|the first secret)$/ })
    .first()
    .click();
  const sheet = page.getByRole('dialog', { name: 'Seal secret' });
  for (const name of ['1BAD', 'LD_PRELOAD', 'WITH SPACE']) {
    await sheet.getByLabel('Name', { exact: true }).fill(name);
    await sheet.getByLabel('Value', { exact: true }).fill('some value');
    await sheet.getByRole('button', { name: 'Seal secret' }).click();
    await expect(sheet.getByLabel('Name', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  }
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await expect(page.getByRole('button', { name: '1BAD', exact: true })).toBeHidden();
});

test('each scope lists its own secrets only', async ({ adminPage: page, server }) => {
  for (const [kind, name, slug] of [
    ['team', 'Payments', 'payments'],
    ['workspace', 'Production', 'production'],
    ['app', 'Billing', 'billing'],
  ] as const) {
    await page.getByRole('button', { name: new RegExp(`^(Choose an? ${kind}|${kind}: )`) }).click();
    await page.getByRole('menuitem', { name: `New ${kind}…` }).click();
    const dialog = page.getByRole('dialog', { name: `New ${kind}` });
    await dialog.getByLabel('Name').fill(name);
    await expect(dialog.getByLabel('Slug')).toHaveValue(slug);
    await dialog.getByRole('button', { name: `Create ${kind}` }).click();
    await expect(dialog).toBeHidden();
    await sealSecret(page, `OF_THE_${kind.toUpperCase()}`, 'x');
  }
  await expect(page).toHaveURL(/scope=payments\.production\.billing/);
  const names = ['OF_THE_TEAM', 'OF_THE_WORKSPACE', 'OF_THE_APP'];
  for (const [tab, own] of [
    ['Team', 'OF_THE_TEAM'],
    ['Workspace', 'OF_THE_WORKSPACE'],
    ['App', 'OF_THE_APP'],
    ['Shared', null],
  ] as const) {
    await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
    for (const name of names) {
      const button = page.getByRole('button', { name, exact: true });
      await (name === own ? expect(button).toBeVisible() : expect(button).toBeHidden());
    }
  }
  await page.goto(`${server.url}/vault?scope=payments.production.billing`);
  await expect(page.getByRole('button', { name: 'OF_THE_APP', exact: true })).toBeVisible();
});

test('the panel is worked without a mouse', async ({ adminPage: page }) => {
  for (const name of ['KEYS_A', 'KEYS_B', 'KEYS_C']) await sealSecret(page, name, 'x');
  await page.reload();
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('keys_');
  await expect(page).toHaveURL(/q=keys_/);
  await expect(page.getByRole('row')).toHaveCount(4);
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('button', { name: 'KEYS_A', exact: true })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('button', { name: 'KEYS_B', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  const sheet = page.getByRole('dialog', { name: /KEYS_B/ });
  await expect(sheet).toBeVisible();
  await expect(page).toHaveURL(/secret=KEYS_B/);
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await expect(page.getByRole('button', { name: 'KEYS_B', exact: true })).toBeFocused();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing, ${colorScheme}, on desk and phone`, async ({
    adminPage: page,
    server,
  }) => {
    await page.emulateMedia({ colorScheme });
    for (const viewport of [DESK, PHONE]) {
      await page.setViewportSize(viewport);
      await page.goto(`${server.url}/vault`);
      await expect(page.getByRole('main')).toBeVisible();
      await page
        .getByRole('button', { name: /^Seal (secret|the first secret)$/ })
        .first()
        .waitFor();
      await expectAccessible(page);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width).toBeLessThanOrEqual(viewport.width);
      await page
        .getByRole('button', { name: /^Seal (secret|the first secret)$/ })
        .first()
        .click();
      await page.getByRole('dialog', { name: 'Seal secret' }).waitFor();
      await expectAccessible(page);
      await page.goto(`${server.url}/keys`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectAccessible(page);
    }
    await page.context().clearCookies();
    await page.goto(`${server.url}/sign-in`);
    await page.getByLabel('E-mail').waitFor();
    await expectAccessible(page);
  });
}
