// The console's own secrets: a name is added, another value applied until restart; what protects what is told.

import { randomBytes } from 'node:crypto';
import { newCanary } from './fixtures/canary';
import { expect, test } from './fixtures/console-test';
import { expectAccessible } from './fixtures/expect-accessible';

/** The console of the journeys lends variables that begin so to its connectors. */
const newName = () => `LENT_${randomBytes(4).toString('hex').toUpperCase()}`;

test('a console secret is added, gets another value until restart, and is removed', async ({
  adminPage: page,
  server,
  witness,
}) => {
  const name = newName();
  const value = newCanary('applied');
  await page.goto(`${server.url}/backends/managed`);
  const set = page.getByRole('table', { name: 'Secrets that are set' });
  await expect(set.getByRole('row').filter({ hasText: 'KEYSTOW_MASTER_KEY' })).toContainText(
    'strong',
  );
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Add entry' }).click();
  const adding = page.getByRole('dialog', { name: 'Add entry' });
  await adding.getByRole('button', { name: 'Add entry' }).click();
  await expect(adding.getByText('Say what it is for.', { exact: true })).toBeVisible();
  await adding.getByLabel('Name', { exact: true }).fill(name.replace('_', '/').toLowerCase());
  await adding.getByLabel('What for').fill('Charges cards.');
  await adding.getByRole('button', { name: 'Add entry' }).click();
  await expect(adding).toBeHidden();

  await page.getByRole('button', { name, exact: true }).click();
  const sheet = page.getByRole('dialog', { name, exact: true });
  await expect(sheet.getByText('not set', { exact: true })).toBeVisible();
  await sheet.getByLabel('New value').fill(value);
  await expectAccessible(page);
  await sheet.getByRole('button', { name: 'Apply until restart' }).click();
  await expect(sheet.getByText('applied until restart', { exact: true })).toBeVisible();
  await expect(sheet.getByLabel('New value')).toHaveValue('');
  await witness.look(page);
  expect(await witness.search([value])).toEqual([]);

  await sheet.getByRole('button', { name: 'Remove entry' }).click();
  await expect(sheet).toBeHidden();
  await expect(page.getByRole('button', { name, exact: true })).toHaveCount(0);
});

test('what protects what is told from the live configuration, and keys have pages of their own', async ({
  adminPage: page,
  server,
}) => {
  await page.goto(`${server.url}/backends/protection`);
  const table = page.getByRole('table', { name: 'What protects what' });
  await expect(table.getByRole('row').filter({ hasText: 'Redis' })).toContainText(
    'not used by this installation',
  );
  await expect(table.getByRole('row').filter({ hasText: 'Values of secrets' })).toContainText(
    'AES-256-GCM',
  );
  await expectAccessible(page);

  await page.getByRole('navigation', { name: 'Backends' }).getByText('Console secrets').click();
  await page.getByRole('button', { name: 'JWT_SECRET', exact: true }).click();
  const sheet = page.getByRole('dialog', { name: 'JWT_SECRET', exact: true });
  await expect(sheet.getByLabel('New value')).toHaveCount(0);
  await sheet.getByRole('link', { name: 'Open the page that changes it' }).click();
  await expect(page).toHaveURL(/\/keys\/jwt/);
});
