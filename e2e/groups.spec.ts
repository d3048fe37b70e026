// Roles of the organization's own and groups of people in a browser: made, granted, and what they then allow.

import { randomBytes } from 'node:crypto';
import { expect, test } from './fixtures/console-test';
import { expectAccessible, PHONE } from './fixtures/expect-accessible';
import { callRest } from './fixtures/rest';

const PASSWORD = 'gravel lantern bicycle sonnet';

test('a colleague can do what the role of his group gives, exactly that, and only while he is in it', async ({
  adminPage: page,
  adminCookie,
  server,
  browser,
}) => {
  const owner = { cookie: adminCookie };
  const mark = randomBytes(3).toString('hex');
  const [team, other] = [`team-${mark}`, `other-${mark}`];
  for (const slug of [team, other]) {
    await callRest(server.url, owner, 'POST', '/scopes', { kind: 'team', name: slug, slug });
  }
  const email = `bob-${mark}@keystow.test`;
  const grants = [{ role: 'viewer', scope: { kind: 'team', id: other } }];
  const invited = await callRest(server.url, owner, 'POST', '/invitations', { email, grants });
  const context = await browser.newContext({ viewport: PHONE });
  const bob = await context.newPage();
  await bob.goto(invited.json['link'] as string);
  await bob.getByLabel('Your name').fill('Bob');
  await bob.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await bob.getByLabel('Password again').fill(PASSWORD);
  await bob.getByRole('button', { name: 'Accept invitation' }).click();
  await bob.waitForURL('**/vault*');
  const [cookie] = (await context.cookies()).filter(({ name }) => name.includes('keystow.session'));
  const sender = { cookie: `${cookie!.name}=${cookie!.value}` };
  const key = 'BY_BOB';
  const write = async (slug: string) =>
    (await callRest(server.url, sender, 'POST', `/teams/${slug}/secrets`, { key, value: 'x' }))
      .status;
  expect(await write(team)).toBe(404);

  await page.goto(`${server.url}/access?scope=${team}`);
  await page.getByRole('tab', { name: 'Roles' }).click();
  await page.getByRole('button', { name: 'New role' }).click();
  const role = page.getByRole('dialog', { name: 'New role' });
  await role.getByLabel('Name').fill(`Sealer ${mark}`);
  await role.getByLabel('What it is for').fill('Seals values and deletes none.');
  await role.getByLabel('secrets:write').check();
  await expectAccessible(page);
  await role.getByRole('button', { name: 'Make role' }).click();
  await expect(page.getByRole('button', { name: `Change the role Sealer ${mark}` })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('tab', { name: 'Groups' }).click();
  await page.getByRole('button', { name: 'New group' }).click();
  const made = page.getByRole('dialog', { name: 'New group' });
  await made.getByLabel('Name', { exact: true }).fill(`Crew ${mark}`);
  await made.getByRole('button', { name: 'Make group' }).click();
  const group = page.getByRole('dialog', { name: `Crew ${mark}`, exact: true });
  await group.getByLabel('Add a person').fill(email);
  await group.getByRole('button', { name: 'Add to group' }).click();
  await expect(group.getByRole('button', { name: 'Take Bob out' })).toBeVisible();
  await group.getByRole('button', { name: 'Grant a role…' }).click();
  const granted = page.getByRole('dialog', { name: `Grant a role to Crew ${mark}` });
  await expect(granted.getByLabel('Scope')).toHaveValue(/^team:/);
  await granted.getByLabel('Role').selectOption(`sealer-${mark}`);
  await expect(granted.getByText('Seals values and deletes none.')).toBeVisible();
  await granted.getByRole('button', { name: 'Grant role' }).click();
  await expect(group.getByText('scopes:read secrets:list secrets:write')).toBeVisible();
  await expectAccessible(page);

  expect([await write(team), await write(other)]).toEqual([201, 403]);
  const gone = await callRest(server.url, sender, 'DELETE', `/teams/${team}/secrets/${key}`);
  expect(gone.status).toBe(403);
  await bob.goto(`${server.url}/vault?scope=${team}`);
  await expect(bob.getByText(key)).toBeVisible();

  await group.getByRole('button', { name: 'Take Bob out' }).click();
  await page.getByRole('button', { name: 'Take out', exact: true }).click();
  await expect(group.getByText('Nobody yet.')).toBeVisible();
  expect(await write(team)).toBe(404);
  await context.close();
});
