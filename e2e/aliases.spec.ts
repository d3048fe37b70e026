// What surrounds a value: second names for it, its details, and what is named before it is deleted.

import { newCanary } from './fixtures/canary';
import { expect, test } from './fixtures/console-test';
import { expectAccessible } from './fixtures/expect-accessible';
import { callRest } from './fixtures/rest';
import { openApp, openFacts, openSeal, seal } from './fixtures/vault-page';

test('an alias is found by typing, pointed elsewhere, and named before its target is deleted', async ({
  adminPage: page,
  adminCookie: cookie,
  server,
}) => {
  const path = await openApp({ page, url: server.url, cookie }, 'aliases');
  for (const key of ['FIRST_TARGET', 'OTHER_TARGET']) {
    const body = { key, value: newCanary('target') };
    await callRest(server.url, { cookie }, 'POST', `/apps/${path}/secrets`, body);
  }
  const sheet = await openSeal(page, 'SECOND_NAME');
  await sheet.getByRole('radio', { name: 'Alias of another secret' }).check();
  await sheet.getByLabel('Alias of', { exact: true }).pressSequentially('first_t');
  await page.getByRole('option', { name: /^FIRST_TARGET/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(sheet.getByLabel('Alias of', { exact: true })).toHaveValue(`${path}/FIRST_TARGET`);
  await expectAccessible(page);
  await seal(sheet);

  const alias = await openFacts(page, server.url, path, 'SECOND_NAME');
  await alias.getByRole('link', { name: 'FIRST_TARGET' }).click();
  const target = page.getByRole('dialog', { name: 'FIRST_TARGET', exact: true });
  await expect(target.getByRole('link', { name: 'SECOND_NAME' })).toBeVisible();
  await target.getByRole('button', { name: 'Delete…' }).click();
  const question = page.getByRole('alertdialog', { name: 'Delete FIRST_TARGET?' });
  await expect(question.getByText(/One alias delivers its value/)).toBeVisible();
  await question.getByRole('button', { name: 'Delete secret' }).click();
  await expect(question.getByText(/exactly as it is written here/)).toBeVisible();
  await expectAccessible(page);
  await question.getByRole('button', { name: 'Cancel' }).click();

  const again = await openFacts(page, server.url, path, 'SECOND_NAME');
  await again.getByRole('button', { name: 'Point elsewhere…' }).click();
  const point = page.getByRole('dialog', { name: /Point SECOND_NAME elsewhere/ });
  await point.getByLabel('Alias of', { exact: true }).fill('OTHER_TARGET');
  await page.getByRole('option', { name: /^OTHER_TARGET/ }).waitFor();
  // Esc closes the suggestions, and the sheet stays.
  await page.keyboard.press('Escape');
  await point.getByRole('button', { name: 'Point elsewhere' }).click();
  await expect(point).toBeHidden();

  const free = await openFacts(page, server.url, path, 'FIRST_TARGET');
  await expect(free.getByText(/no alias delivers its value/)).toBeVisible();
  await free.getByRole('button', { name: 'Delete…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete secret' }).click();
  await expect(page.getByText('FIRST_TARGET deleted')).toBeVisible();
});

test('details are sealed under the fold, edited, and taken away by emptying them', async ({
  adminPage: page,
  adminCookie: cookie,
  server,
}) => {
  const path = await openApp({ page, url: server.url, cookie }, 'details');
  const sheet = await openSeal(page, 'DESCRIBED_KEY');
  await sheet.getByLabel('Value', { exact: true }).fill(newCanary('described'));
  await sheet.getByText(/^More/).click();
  await sheet.getByLabel('Delivered as').selectOption('file');
  await sheet.getByLabel(/^Description/).fill('Charges cards.');
  await sheet.getByLabel(/^Tags/).fill('billing, no spaces!');
  await sheet.getByLabel(/^Expires on/).fill('2020-01-01');
  await sheet.getByText(/^More/).click();
  await sheet.getByRole('button', { name: 'Seal secret' }).click();
  await expect(sheet.getByLabel(/^Tags/)).toBeFocused();
  await sheet.getByLabel(/^Tags/).fill('billing pci');
  await sheet.getByLabel(/^Expires on/).fill('2099-01-31');
  await seal(sheet);

  const facts = await openFacts(page, server.url, path, 'DESCRIBED_KEY');
  await expect(facts.getByText('DESCRIBED_KEY_FILE', { exact: true })).toBeVisible();
  await expect(facts.getByText('billing pci')).toBeVisible();
  await expect(facts.getByText('2099-01-31')).toBeVisible();
  await facts.getByRole('button', { name: 'Edit details…' }).click();
  const edit = page.getByRole('dialog', { name: 'Edit details of DESCRIBED_KEY' });
  await expect(edit.getByLabel('Type', { exact: true })).toBeFocused();
  await edit.getByLabel(/^Tags/).fill('');
  await edit.getByLabel(/^Owner/).pressSequentially('admin@');
  await page.getByRole('option', { name: /admin@keystow.test/ }).click();
  await expectAccessible(page);
  await edit.getByRole('button', { name: 'Save details' }).click();
  await expect(page.getByText('Details of DESCRIBED_KEY saved')).toBeVisible();
  await expect(facts.getByRole('button', { name: 'Edit details…' })).toBeFocused();
  await expect(facts.getByText('(person)')).toBeVisible();
  await expect(facts.getByText('billing pci')).toBeHidden();
  await expect(facts.getByText('Charges cards.')).toBeVisible();
});
