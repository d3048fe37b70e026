// Which secret of a name an app gets, what is hidden and what is missing, as the vault draws it.

import { randomBytes } from 'node:crypto';
import { expect, test } from './fixtures/console-test';
import { expectAccessible } from './fixtures/expect-accessible';
import { callRest } from './fixtures/rest';

test('a name in several scopes shows who wins, and what an app lacks is filled in from the matrix', async ({
  adminPage: page,
  adminCookie,
  server,
}) => {
  const owner = { cookie: adminCookie };
  const own = randomBytes(3).toString('hex');
  const workspace = `ws-${own}`;
  // Nobody else has it in a wider scope.
  const lacking = `SMTP_${own.toUpperCase()}`;
  const make = (scope: object) => callRest(server.url, owner, 'POST', '/scopes', scope);
  await make({ kind: 'workspace', name: workspace, slug: workspace });
  const { json: app } = await make({ kind: 'app', name: 'Mail', slug: 'mail', parent: workspace });
  const vault = `${server.url}/vault?scope=${app['path'] as string}`;
  const put = (place: string, key: string) =>
    callRest(server.url, owner, 'POST', `${place}/secrets`, { key, value: 'canary-5511' });
  const key = `MAIL_${own.toUpperCase()}`;
  await put(`/workspaces/${workspace}`, key);
  await put(`/apps/${app['id']}`, key);

  await page.goto(vault);
  await expect(page.getByText('wins here')).toBeVisible();
  await page.getByRole('button', { name: key, exact: true }).click();
  const sheet = page.getByRole('dialog', { name: key });
  await expect(sheet.getByText('version 1 · hidden')).toBeVisible();
  await expect(sheet.getByText(`gets its value as ${key}.`)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await page.getByRole('tab', { name: /Workspace/ }).click();
  await expect(page.getByText('App wins')).toBeVisible();

  // Narrowed to what is its own: other journeys leave hundreds of names in the wider scopes.
  await page.goto(`${server.url}/resolve?scope=${app['path'] as string}&q=${own}`);
  await expect(page.getByRole('row', { name: new RegExp(key) })).toBeVisible();
  await page.getByText('Names that Mail requires').click();
  await page
    .getByRole('textbox', { name: 'Names (optional)' })
    .fill(`${lacking} # for mail\nOPTIONAL_${own}?`);
  await page.getByRole('button', { name: 'Save names' }).click();
  const row = page.getByRole('row', { name: new RegExp(lacking) });
  await expect(row.getByText('missing')).toBeVisible();
  await expectAccessible(page);
  await row
    .getByRole('link', { name: /not set; seal one/ })
    .last()
    .click();
  const seal = page.getByRole('dialog', { name: 'Seal secret' });
  await expect(seal.getByLabel('Name', { exact: true })).toHaveValue(lacking);
  await seal.getByLabel('Value', { exact: true }).fill('smtps://canary-5512@mail.example');
  await seal.getByRole('button', { name: 'Seal secret' }).click();
  await expect(page.getByRole('button', { name: lacking, exact: true })).toBeVisible();
  const { json } = await callRest(server.url, owner, 'GET', `/apps/${app['id']}/resolution`);
  expect(json['missing']).toMatchObject([{ key: `OPTIONAL_${own}`, optional: true }]);
  expect(JSON.stringify(json)).not.toContain('canary');
});
