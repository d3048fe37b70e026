// A team moves its .env file in: 300 lines pasted, reviewed and applied, and no value left behind.

import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { newCanary } from './fixtures/canary';
import { expect, test } from './fixtures/console-test';
import { searchConsole } from './fixtures/search-console';

const LINES = 300;

/** 296 good lines among which are canaries, and four that are none. */
function envFile(prefix: string, canaries: readonly string[]): string {
  const good = Array.from({ length: LINES - 4 }, (_, at) => `${prefix}_${at}='value ${at}'`);
  canaries.forEach((canary, at) => good.splice(at, 1, `${prefix}_${at}="${canary}"`));
  return [...good, 'no assignment', 'LD_PRELOAD=x', '1BAD=x', `${prefix}_EMPTY=`].join('\n');
}

/** As a person pastes: the clipboard's text arrives in one event. */
async function paste(page: Page, label: string, text: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).evaluate((field, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    field.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  }, text);
}

const sheetOf = (page: Page) => page.getByRole('dialog', { name: 'Import secrets' });

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
}

test('300 lines are pasted, reviewed and applied in a minute, and their values are nowhere', async ({
  adminPage: page,
  server,
  witness,
}) => {
  test.setTimeout(90_000);
  const canaries = [newCanary('importa'), newCanary('importb'), newCanary('importc')];
  const begun = Date.now();
  await page.getByRole('button', { name: 'Paste .env' }).click();
  const sheet = sheetOf(page);
  await sheet.getByLabel('Lines to import').fill(envFile('BULK', canaries));
  await witness.look(page);
  await sheet.getByRole('button', { name: 'Review' }).click();
  await expect(sheet.getByRole('status')).toContainText('296 new, 4 invalid');
  await expect(sheet.getByRole('table')).toHaveAttribute('aria-rowcount', String(LINES + 1));
  expect(await sheet.getByRole('row').count()).toBeLessThan(80);
  await expect(sheet.getByRole('row').nth(1)).toContainText('invalid');
  await witness.look(page);
  await sheet.getByRole('button', { name: 'Apply 296 secrets' }).click();
  await expect(sheet).toBeHidden();
  await expect(page.getByText('296 secrets sealed')).toBeVisible();
  await expect(page.getByRole('button', { name: 'BULK_0', exact: true })).toBeVisible();
  expect(Date.now() - begun).toBeLessThan(60_000);

  await page.getByRole('button', { name: 'Paste .env' }).click();
  await sheet.getByLabel('Lines to import').fill(envFile('BULK', canaries));
  await sheet.getByRole('button', { name: 'Review' }).click();
  await expect(sheet.getByRole('status')).toContainText('296 unchanged, 4 invalid');
  await expect(sheet.getByRole('button', { name: 'Apply 0 secrets' })).toBeDisabled();
  await witness.look(page);
  await page.keyboard.press('Escape');

  await witness.look(page);
  expect(await witness.search(canaries)).toEqual([]);
  expect(await searchConsole(server, canaries)).toEqual([]);
});

test('lines pasted as a name open the import; rows are discarded without a mouse', async ({
  adminPage: page,
  witness,
}) => {
  const canary = newCanary('pasted');
  await page
    .getByRole('button', { name: /^Seal (secret|the first secret)$/ })
    .first()
    .click();
  await paste(page, 'Name', `PASTED_A="${canary}"\nPASTED_B="${canary}"\n`);
  const sheet = sheetOf(page);
  await expect(sheet.getByRole('status')).toContainText('2 new');
  await expectAccessible(page);
  await page.keyboard.press('Tab');
  await expect(sheet.getByRole('button', { name: 'Discard PASTED_A, new' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Delete');
  await expect(sheet.getByRole('button', { name: 'Apply 1 secret' })).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(sheet).toBeHidden();
  await page.getByRole('searchbox').fill('pasted_');
  await expect(page.getByRole('button', { name: 'PASTED_A', exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'PASTED_B', exact: true })).toBeHidden();
  await witness.look(page);
  expect(await witness.search([canary])).toEqual([]);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`a file is dropped on a phone-sized page, ${colorScheme}`, async ({ adminPage: page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 360, height: 740 });
    await page.getByRole('button', { name: 'Paste .env' }).waitFor();
    await page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['{"DROPPED":"x","DEEP":{"a":1}}'], 'app.json'));
      document.body.dispatchEvent(
        new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }),
      );
    });
    const sheet = sheetOf(page);
    await expect(sheet.getByRole('status')).toContainText('1 new, 1 invalid · read as JSON');
    await expectAccessible(page);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(360);
    await sheet.getByRole('button', { name: 'Change text' }).click();
    await expect(sheet.getByLabel('Lines to import')).toBeVisible();
    await expectAccessible(page);
  });
}
