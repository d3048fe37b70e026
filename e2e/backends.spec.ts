// Connectors: one of the console's own variables is added, tested and deleted; bad input is told at its field.

import { randomBytes } from 'node:crypto';
import type { Page } from '@playwright/test';
import { newCanary } from './fixtures/canary';
import { expect, test } from './fixtures/console-test';
import { expectAccessible } from './fixtures/expect-accessible';
import { callRest } from './fixtures/rest';

/** Slugs are the organization's, which all journeys share. */
const newSlug = () => `lent-${randomBytes(4).toString('hex')}`;

async function openForm(page: Page) {
  await page.getByRole('button', { name: 'Add connector' }).first().click();
  const sheet = page.getByRole('dialog', { name: 'Add connector' });
  await expect(sheet).toBeVisible();
  return sheet;
}

test('a connector to variables of the console is added, tested, changed and deleted', async ({
  adminPage: page,
  ownApp,
  server,
}) => {
  const slug = newSlug();
  await page.goto(`${server.url}/backends?scope=${ownApp.path}`);
  await expect(page.getByText('Google Secret Manager', { exact: true })).toBeVisible();
  await expectAccessible(page);
  const sheet = await openForm(page);
  await sheet.getByLabel('Kind').selectOption('env');
  await sheet.getByLabel('Slug').fill(slug);
  await sheet.getByLabel('Name', { exact: true }).fill(`Lent ${slug}`);
  await sheet.getByLabel('Allowed references').fill('LENT_*');
  await expectAccessible(page);
  await sheet.getByRole('button', { name: 'Add connector' }).click();
  await expect(sheet).toBeHidden();

  const row = page.getByRole('row').filter({ hasText: `Lent ${slug}` });
  await expect(row).toContainText('approved');
  await expect(row).toContainText('not tested');
  await row.getByRole('button', { name: `Lent ${slug}` }).click();
  const facts = page.getByRole('dialog', { name: `Lent ${slug}`, exact: true });
  await facts.getByRole('button', { name: 'Test connection' }).click();
  await expect(facts.getByText('Tested', { exact: false }).last()).toBeVisible();
  await expectAccessible(page);

  await facts.getByRole('button', { name: 'Change' }).click();
  const change = page.getByRole('dialog', { name: `Change Lent ${slug}` });
  await change.getByLabel('Name', { exact: true }).fill(`Again ${slug}`);
  await change.getByRole('button', { name: 'Save connector' }).click();
  await expect(change).toBeHidden();
  const renamed = page.getByRole('dialog', { name: `Again ${slug}`, exact: true });
  await renamed.getByRole('button', { name: 'Delete…' }).click();
  const asked = page.getByRole('alertdialog', { name: `Delete Again ${slug}?` });
  await asked.getByRole('button', { name: 'Delete connector' }).click();
  await expect(asked).toBeHidden();
  await expect(page.getByRole('row').filter({ hasText: slug })).toHaveCount(0);
});

test('a connector of somebody who does not manage the organization waits until it is approved', async ({
  adminPage: page,
  adminCookie,
  ownApp,
  server,
}) => {
  const slug = newSlug();
  const admin = { cookie: adminCookie };
  const scope = { kind: 'app', id: ownApp.path };
  const asked = { name: slug, scope, permissions: ['backends:manage'] };
  const issued = await callRest(server.url, admin, 'POST', '/tokens', asked);
  const maker = { token: String(issued.json['token']) };
  const settings = { source: 'process' };
  const body = { kind: 'env', slug, name: `Lent ${slug}`, scope, settings };
  const made = await callRest(server.url, maker, 'POST', '/connectors', body);
  expect(made.json).toMatchObject({ approved: null });

  await page.goto(`${server.url}/backends?scope=${ownApp.path}`);
  const row = page.getByRole('row').filter({ hasText: slug });
  await expect(row).toContainText('waits for approval');
  await row.getByRole('button', { name: `Lent ${slug}` }).click();
  const facts = page.getByRole('dialog', { name: `Lent ${slug}`, exact: true });
  await expect(facts.getByRole('button', { name: 'Test connection' })).toBeHidden();
  await facts.getByRole('button', { name: 'Approve' }).click();
  await expect(facts.getByText('approved', { exact: true })).toBeVisible();
  await expect(facts.getByRole('button', { name: 'Test connection' })).toBeVisible();
  await callRest(server.url, admin, 'DELETE', `/connectors/${slug}`);
});

test('what is wrong is told at its field, and what was typed stays; a token is not shown again', async ({
  adminPage: page,
  adminCookie,
  ownApp,
  server,
}) => {
  const slug = newSlug();
  const token = newCanary('vault');
  await page.goto(`${server.url}/backends?scope=${ownApp.path}`);
  const sheet = await openForm(page);
  await sheet.getByLabel('Slug').fill(slug);
  await sheet.getByLabel('Name', { exact: true }).fill('Vault');
  await sheet.getByLabel('Address').fill('https://169.254.169.254');
  await sheet.getByRole('button', { name: 'Add connector' }).click();
  await expect(sheet.getByText('That address is private.', { exact: false })).toBeVisible();
  await sheet.getByLabel('Address').fill('https://vault.example.org:8200');
  await sheet.getByRole('button', { name: 'Add connector' }).click();
  await expect(sheet.getByText('Enter token', { exact: false })).toBeVisible();
  await sheet.getByLabel('Token', { exact: true }).fill(token);
  await sheet.getByRole('button', { name: 'Add connector' }).click();
  await expect(sheet).toBeHidden();

  const read = await callRest(server.url, { cookie: adminCookie }, 'GET', `/connectors/${slug}`);
  expect(read.json).toMatchObject({ hasCredentials: true, destination: 'vault.example.org:8200' });
  expect(read.text).not.toContain(token);
  await callRest(server.url, { cookie: adminCookie }, 'DELETE', `/connectors/${slug}`);
});
