// 20,000 names in one scope: scrolled, searched, sorted and edited, wholly by keyboard, with few rows on
// the page. On a console of its own, so that no other journey carries them.

import type { Locator, Page } from '@playwright/test';
import { startConsole } from './fixtures/console-server';
import { addCookie, ADMIN, expect, test as base } from './fixtures/console-test';
import { expectAccessible } from './fixtures/expect-accessible';
import { importLines, makeOwnApp, sealIn, type OwnApp } from './fixtures/own-app';
import type { Sender } from './fixtures/rest';
import { signInOverHttp } from './fixtures/sign-in';

const NAMES = 20_000;
const nameOf = (at: number) => `SERVICE_${String(at).padStart(5, '0')}_TOKEN`;
const last = nameOf(NAMES - 1);

interface Filled {
  readonly url: string;
  readonly sender: Sender;
  readonly cookie: string;
  readonly app: OwnApp;
}

const test = base.extend<{ vault: Page }, { filled: Filled }>({
  filled: [
    async ({ database }, provide) => {
      const env = { KEYSTOW_ADMIN_EMAIL: ADMIN.email, KEYSTOW_ADMIN_PASSWORD: ADMIN.password };
      const server = await startConsole({ database, env });
      const cookie = await signInOverHttp(server.url, ADMIN);
      const sender = { cookie };
      const app = await makeOwnApp(server.url, sender);
      const lines = Array.from({ length: NAMES }, (_, at) => `${nameOf(at)}=value-${at}`);
      await importLines(server.url, sender, app, lines);
      await provide({ url: server.url, sender, cookie, app });
      await server.dispose();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  vault: async ({ context, filled }, provide) => {
    await addCookie(context, filled.url, filled.cookie);
    const page = await context.newPage();
    await page.goto(filled.app.vault);
    await expect(page.getByText('20,000 names').first()).toBeAttached();
    await expect(page.getByRole('button', { name: nameOf(0), exact: true })).toBeVisible();
    await provide(page);
  },
});

const named = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Few rows exist, and the page has the height of all. */
async function expectFewRows(page: Page): Promise<void> {
  expect(await page.getByRole('row').count()).toBeLessThan(80);
  await expect(page.getByRole('table')).toHaveAttribute('aria-rowcount', String(NAMES + 1));
}

/** As far as the Tab key takes one. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  const focused = wanted.and(page.locator(':focus'));
  for (let presses = 0; presses < 40 && (await focused.count()) === 0; presses += 1) {
    await page.keyboard.press('Tab');
  }
  await expect(wanted).toBeFocused();
}

test('20,000 names are scrolled to their end, and to any place between', async ({
  vault: page,
}) => {
  await expect(named(page, nameOf(0))).toBeInViewport();
  await expectFewRows(page);
  for (const at of [10_000, 3_333, NAMES - 20]) {
    await page.evaluate((row) => {
      const [head, body] = document.querySelectorAll('table > *');
      const top = body!.getBoundingClientRect().top - head!.getBoundingClientRect().bottom;
      const rowPixels = document.querySelector('tbody [role=row]')!.getBoundingClientRect().height;
      window.scrollTo(0, top + window.scrollY + row * rowPixels);
    }, at);
    await expect(named(page, nameOf(at + 10))).toBeInViewport();
    await expectFewRows(page);
  }
  await page.mouse.move(640, 500);
  await page.mouse.wheel(0, 100_000_000);
  await expect(named(page, last)).toBeInViewport();
  await page.mouse.wheel(0, -100_000_000);
  await expect(named(page, nameOf(0))).toBeInViewport();
});

test('a name among 20,000 is searched, edited, sorted for and found again, without a mouse', async ({
  vault: page,
}) => {
  await page.keyboard.press('/');
  await page.keyboard.press('ArrowDown');
  await expect(named(page, nameOf(0))).toBeFocused();
  await page.keyboard.press('End');
  await expect(named(page, last)).toBeFocused();
  await expect(named(page, last)).toBeInViewport();
  await page.keyboard.press('PageUp');
  await expect(page.locator('[data-at]:focus')).toHaveText(/^SERVICE_199[78]\d_TOKEN$/);
  await page.keyboard.press('Home');
  await expect(named(page, nameOf(0))).toBeFocused();
  await expectFewRows(page);

  await page.keyboard.press('/');
  await page.keyboard.type('_02345_');
  await expect(page.getByText('1 of 20,000 names')).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: '1 name found.' })).toBeAttached();
  await page.keyboard.press('ArrowDown');
  await expect(named(page, nameOf(2_345))).toBeFocused();
  await tabTo(page, named(page, `Actions for ${nameOf(2_345)}`));
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Facts' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const replace = page.getByRole('dialog', { name: /Replace value/ });
  await replace.getByLabel('New value').waitFor();
  await tabTo(page, replace.getByLabel('New value'));
  await page.keyboard.type('another value');
  await page.keyboard.press('Enter');
  await expect(replace).toBeHidden();
  await expect(named(page, nameOf(2_345))).toBeFocused();
  await expect(page.getByRole('row').nth(1)).toContainText('2');

  await page.keyboard.press('/');
  await page.keyboard.press('Escape');
  await expect(page.getByText('20,000 names').first()).toBeVisible();
  await tabTo(page, named(page, 'changed'));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/sort=-changed/);
  await expect(page.getByRole('row').nth(1)).toContainText(nameOf(2_345));
  await expect(page.getByRole('columnheader', { name: 'changed' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  await expect(named(page, 'changed')).toBeFocused();
});

test('an address opens its name wherever it is, and closing leaves one at its row', async ({
  vault: page,
  filled,
}) => {
  await page.goto(`${filled.app.vault}&secret=${nameOf(7_654)}`);
  const sheet = page.getByRole('dialog', { name: nameOf(7_654) });
  await expect(sheet).toBeVisible();
  await expect(page.locator(`[data-row="${nameOf(7_654)}"]`)).toBeInViewport();
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await expect(named(page, nameOf(7_654))).toBeFocused();
});

test('the command palette finds a secret of a wider scope, and another scope, by keyboard', async ({
  vault: page,
  filled,
}) => {
  const other = await makeOwnApp(filled.url, filled.sender);
  await sealIn(filled.url, filled.sender, other, { key: 'IN_THE_OTHER', value: 'x' });
  await page.reload();
  await expect(named(page, nameOf(0))).toBeVisible();
  const palette = page.getByRole('dialog', { name: 'Command palette' });
  await page.keyboard.press('Control+k');
  await expect(palette.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('19998');
  await expect(palette.getByRole('option', { name: nameOf(19_998) })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: nameOf(19_998) })).toBeVisible();
  // Behind the sheet the list has come to its row.
  await expect(page.locator(`[data-row="${nameOf(19_998)}"]`)).toBeInViewport();
  await page.keyboard.press('Escape');
  await expect(named(page, nameOf(19_998))).toBeFocused();

  await page.keyboard.press('Control+k');
  await expect(palette.getByRole('combobox')).toBeFocused();
  await page.keyboard.type(other.path.split('.').at(-1)!);
  await expect(palette.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(named(page, 'IN_THE_OTHER')).toBeVisible();
  await expect(page.getByRole('main').locator(':focus')).toHaveCount(1);

  await page.keyboard.press('Control+k');
  await expect(palette.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('seal');
  await page.keyboard.press('Enter');
  const seal = page.getByRole('dialog', { name: 'Seal secret' });
  await expect(seal.getByLabel('Name', { exact: true })).toBeFocused();
  await expect(page).not.toHaveURL(/do=/);
});

test('axe finds nothing in a long list, its menus, the palette and the help', async ({
  vault: page,
  filled,
}) => {
  test.setTimeout(300_000);
  await page.goto(`${filled.app.vault}&type=api_key&q=SERVICE_1`);
  await expect(page.getByText('10,000 of 20,000 names')).toBeVisible();
  await page.evaluate(() => window.scrollTo(0, 100_000));
  await expect(named(page, nameOf(10_000))).not.toBeInViewport();
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
  await expectAccessible(page);
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.getByRole('button', { name: 'Type', exact: true }).click();
  await page.getByRole('menuitemradio', { name: 'API key' }).waitFor();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Command palette' }).click();
  await page.getByRole('combobox').fill('service');
  await page
    .getByRole('option', { name: /SERVICE/ })
    .first()
    .waitFor();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('combobox')).toBeHidden();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  await expectAccessible(page);
});
