// People and roles in a browser: invited, let in to one team, and the right taken away again.

import { randomBytes } from 'node:crypto';
import { expect, test } from './fixtures/console-test';
import { expectAccessible, PHONE } from './fixtures/expect-accessible';
import { callRest } from './fixtures/rest';

const PASSWORD = 'gravel lantern bicycle sonnet';

test('an invited editor of one team changes that team alone, until the role is taken away', async ({
  adminPage: page,
  adminCookie,
  server,
  browser,
}) => {
  const owner = { cookie: adminCookie };
  const [team, other] = ['team', 'other'].map(
    (name) => `${name}-${randomBytes(3).toString('hex')}`,
  );
  for (const slug of [team!, other!]) {
    await callRest(server.url, owner, 'POST', '/scopes', { kind: 'team', name: slug, slug });
    const body = { key: 'TEAM_KEY', value: 'x' };
    await callRest(server.url, owner, 'POST', `/teams/${slug}/secrets`, body);
  }
  const email = `bob-${team}@keystow.test`;

  await page.goto(`${server.url}/access?scope=${team}`);
  await page.getByRole('button', { name: 'Invite' }).click();
  const sheet = page.getByRole('dialog', { name: 'Invite somebody' });
  await sheet.getByLabel('E-mail').fill(email);
  await sheet.getByLabel('Role').selectOption('editor');
  await sheet.getByRole('button', { name: 'Make invitation' }).click();
  const shown = page.getByRole('alertdialog', { name: `Invitation of ${email}` });
  await expect(shown.getByRole('textbox', { name: 'Link' })).toHaveValue(/\/invite#[\w-]{43}$/);
  const link = await shown.getByRole('textbox', { name: 'Link' }).inputValue();
  await shown.getByRole('button', { name: 'I have copied it' }).click();

  const context = await browser.newContext({ viewport: PHONE });
  const bob = await context.newPage();
  await bob.goto(link);
  await expect(bob.getByText(team!, { exact: true })).toBeVisible();
  await bob.getByLabel('Your name').fill('Bob');
  await bob.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await bob.getByLabel('Password again').fill(PASSWORD);
  await expectAccessible(bob);
  await bob.getByRole('button', { name: 'Accept invitation' }).click();
  await bob.waitForURL('**/vault*');
  await bob.goto(`${server.url}/vault?scope=${team}`);
  await expect(bob.getByText('TEAM_KEY')).toBeVisible();
  const [cookie] = (await context.cookies()).filter(({ name }) => name.includes('keystow.session'));
  const sender = { cookie: `${cookie!.name}=${cookie!.value}` };
  const write = (slug: string) =>
    callRest(server.url, sender, 'POST', `/teams/${slug}/secrets`, { key: 'BY_BOB', value: 'x' });
  expect((await write(team!)).status).toBe(201);
  expect((await write(other!)).status).toBe(404);

  const denials = await callRest(server.url, owner, 'GET', '/audit/denials');
  await bob.goto(`${server.url}/audit`);
  await expect(bob.getByText('You have no role that reads the audit log.')).toBeVisible();
  await expect(bob.getByRole('link', { name: 'Audit' })).toHaveCount(0);
  const later = await callRest(server.url, owner, 'GET', '/audit/denials');
  expect(later.json['items']).toEqual(denials.json['items']);
  await bob.goto(`${server.url}/vault?scope=${team}`);

  await page.reload();
  await expectAccessible(page);
  await page.getByRole('button', { name: new RegExp(email) }).click();
  const person = page.getByRole('dialog', { name: 'Bob' });
  await expect(person.getByText('1 session open')).toBeVisible();
  await expectAccessible(page);
  await person.getByRole('button', { name: `Take away editor on ${team}` }).click();
  await page.getByRole('button', { name: 'Take role away' }).click();
  await expect(person.getByText('No role: this person')).toBeVisible();

  expect((await write(team!)).status).toBe(404);
  expect((await callRest(server.url, sender, 'GET', '/scopes')).status).toBe(200);
  await bob.reload();
  await expect(bob.getByText('There is no scope you may see.')).toBeVisible();
  await context.close();
});
