// Briefs: made on the page with a preview of their names, run once by the real runner, refused after.

import { createHash } from 'node:crypto';
import type { Page } from '@playwright/test';
import { newCanary } from './fixtures/canary';
import { expect, test } from './fixtures/console-test';
import { expectAccessible } from './fixtures/expect-accessible';
import { sealIn } from './fixtures/own-app';
import { callRest } from './fixtures/rest';
import { runKeystow } from './fixtures/run-keystow';
import { searchConsole } from './fixtures/search-console';

const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

/** Says the SHA-256 of what it was given: the value itself is printed nowhere. */
const CHILD = `
  const { createHash } = require('node:crypto');
  const hash = createHash('sha256').update(process.env.BRIEF_KEY ?? '').digest('hex');
  process.stdout.write(hash + ' ' + ('OTHER_KEY' in process.env));`;

async function fillBrief(page: Page, names: string) {
  await page.getByRole('button', { name: 'Make brief' }).first().click();
  const sheet = page.getByRole('dialog', { name: 'Make brief' });
  await sheet.getByLabel('Title').fill('Sum the invoices');
  await sheet.getByLabel('Secrets').fill(names);
  return sheet;
}

test('a brief is made with a look at its names, run once, and refused the second time', async ({
  adminPage: page,
  adminCookie,
  ownApp,
  server,
  witness,
}) => {
  const [value, other] = [newCanary('brief'), newCanary('other')];
  const owner = { cookie: adminCookie };
  await sealIn(server.url, owner, ownApp, { key: 'BRIEF_KEY', value });
  await sealIn(server.url, owner, ownApp, { key: 'OTHER_KEY', value: other });
  await page.goto(`${server.url}/briefs?scope=${ownApp.path}`);
  const sheet = await fillBrief(page, 'BRIEF_KEY NOT_THERE');
  await expect(sheet.getByText('no scope has it', { exact: true })).toBeVisible();
  await sheet.getByLabel('Secrets').fill('BRIEF_KEY');
  await expect(sheet.getByText('Every name is there.', { exact: true }).last()).toBeVisible();
  await sheet.getByLabel('Task').fill('{ "sum": ');
  await sheet.getByRole('button', { name: 'Make brief' }).click();
  await expect(sheet.getByLabel('Task')).toHaveAttribute('aria-invalid', 'true');
  await sheet.getByLabel('Task').fill('{ "sum": "invoices" }');
  await sheet.getByRole('button', { name: 'Make brief' }).click();

  const shown = page.getByRole('alertdialog', { name: 'Callback token of Sum the invoices' });
  await expect(shown.getByText(/keystow run --brief brf_/)).toBeVisible();
  const command = (await shown.locator('pre').textContent())!;
  const token = await shown.getByLabel('Callback token', { exact: true }).inputValue();
  await shown.getByRole('button', { name: 'I have passed it on' }).click();
  await expect(row(page, 'Sum the invoices')).toContainText('open');

  const [, id] = /--brief (brf_\w+)/.exec(command)!;
  const [, serverKey] = /KEYSTOW_SERVER_KEY=(\S+)/.exec(command)!;
  const settings = {
    KEYSTOW_URL: server.url,
    KEYSTOW_TOKEN: token,
    KEYSTOW_SERVER_KEY: serverKey!,
  };
  const args = ['run', '--brief', id!, '--', process.execPath, '-e', CHILD];
  const ran = await runKeystow(server, args, settings);
  expect(ran).toMatchObject({ code: 0 });
  expect(ran.stdout).toBe(`${createHash('sha256').update(value).digest('hex')} false`);
  await expect(row(page, 'Sum the invoices')).toContainText('succeeded');

  const again = await runKeystow(server, args, settings);
  expect(again).toMatchObject({ code: 125, stdout: '' });
  expect(again.stderr).toContain('was delivered before');

  await page.getByRole('button', { name: 'Sum the invoices', exact: true }).first().click();
  const facts = page.getByRole('dialog', { name: 'Sum the invoices', exact: true });
  await expect(facts.getByText('Its run ended with exit code 0.')).toBeVisible();
  await expect(facts).toContainText('"sum": "invoices"');
  const read = await callRest(server.url, { token }, 'GET', `/briefs/${id}`);
  expect(read.json).toMatchObject({ status: 'succeeded' });
  const elsewhere = await callRest(server.url, { token }, 'GET', `/apps/${ownApp.path}/secrets`);
  expect(elsewhere.status).toBe(401);
  await witness.look(page);
  expect(await witness.search([value, other])).toEqual([]);
  expect(await searchConsole(server, [value, other, token])).toEqual([]);
  expect(ran.stdout + ran.stderr + again.stderr + read.text).not.toMatch(/canary-(brief|other)/);
});

test('a brief is reissued and revoked, and its pages hold up on desk and phone', async ({
  adminPage: page,
  adminCookie,
  ownApp,
  server,
}) => {
  await page.goto(`${server.url}/briefs?scope=${ownApp.path}`);
  await expect(page.getByText('each is one task for one run')).toBeVisible();
  await expectAccessible(page);
  const sheet = await fillBrief(page, 'NOT_THERE');
  await expect(sheet.getByText('no scope has it', { exact: true })).toBeVisible();
  await expectAccessible(page);
  await sheet.getByRole('button', { name: 'Make brief' }).click();
  const shown = page.getByRole('alertdialog', { name: 'Callback token of Sum the invoices' });
  const first = await shown.getByLabel('Callback token', { exact: true }).inputValue();
  await expectAccessible(page);
  await shown.getByRole('button', { name: 'I have passed it on' }).click();

  const menu = page.getByRole('button', { name: 'Actions for Sum the invoices' });
  await menu.first().click();
  await page.getByRole('menuitem', { name: 'New callback token…' }).click();
  await page.getByRole('button', { name: 'Issue new token' }).click();
  await expect(shown.getByLabel('Callback token', { exact: true })).not.toHaveValue(first);
  await shown.getByRole('button', { name: 'I have passed it on' }).click();
  const { json } = await callRest(
    server.url,
    { cookie: adminCookie },
    'GET',
    `/apps/${ownApp.path}/briefs`,
  );
  const [{ id }] = json['items'] as [{ id: string }];
  expect((await callRest(server.url, { token: first }, 'GET', `/briefs/${id}`)).status).toBe(401);

  await menu.first().click();
  await page.getByRole('menuitem', { name: 'Revoke…' }).click();
  await page.getByRole('button', { name: 'Revoke brief' }).click();
  await expect(row(page, 'Sum the invoices')).toContainText('revoked');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Sum the invoices', exact: true }).first().click();
  await expect(page.getByRole('dialog', { name: 'Sum the invoices', exact: true })).toContainText(
    'NOT_THERE',
  );
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await page.goto(`${server.url}/briefs`);
  await expect(page.getByRole('link', { name: ownApp.path })).toBeVisible();
  await expectAccessible(page);
});
