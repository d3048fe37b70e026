// Who can change or receive a secret is shown with the reason; somebody else's team stays unknown.

import { randomBytes } from 'node:crypto';
import type { Browser } from '@playwright/test';
import { expect, test } from './fixtures/console-test';
import { expectAccessible } from './fixtures/expect-accessible';
import { callRest } from './fixtures/rest';

const PASSWORD = 'gravel lantern bicycle sonnet';
const DAYS = 86_400_000;

test('a secret shows who changes and receives it, and an editor of another team finds nothing', async ({
  adminPage: page,
  adminCookie,
  server,
  browser,
}) => {
  const owner = { cookie: adminCookie };
  const rest = (method: string, path: string, body?: object) =>
    callRest(server.url, owner, method, path, body);
  const [hidden, other] = ['hidden', 'other'].map(
    (name) => `${name}-${randomBytes(3).toString('hex')}`,
  ) as [string, string];
  for (const slug of [hidden, other]) {
    await rest('POST', '/scopes', { kind: 'team', name: slug, slug });
    await rest('POST', `/teams/${slug}/secrets`, {
      key: `${slug.toUpperCase().replace('-', '_')}`,
      value: 'x',
    });
  }
  const key = hidden.toUpperCase().replace('-', '_');
  const { json: team } = await rest('GET', `/scopes/${hidden}`);
  const scope = { kind: 'team', id: hidden };
  await rest('POST', '/tokens', {
    name: 'run hidden',
    scope,
    permissions: ['deliveries:create'],
    expiresAt: new Date(Date.now() + 5 * DAYS).toISOString(),
  });
  const { json: invited } = await rest('POST', '/invitations', {
    email: `eve@${other}.example`,
    grants: [{ role: 'editor', scope: { kind: 'team', id: other } }],
  });

  await page.goto(`${server.url}/vault?scope=${hidden}&secret=${key}`);
  const sheet = page.getByRole('dialog', { name: key });
  await sheet.getByText('Who can change or receive it').click();
  await expect(sheet.getByText(/changes, deletes, can make a token that receives/)).toBeVisible();
  await expect(sheet.getByText(/^run hidden\s+receives · token/)).toBeVisible();
  await expectAccessible(page);

  await page.goto(`${server.url}/overview?scope=${hidden}`);
  await expect(page.getByRole('heading', { name: '1 secret' })).toBeVisible();
  await expect(page.getByText('Nothing is overdue.')).toBeVisible();
  const ending = page.getByRole('region', { name: 'Tokens that end within two weeks' });
  await expect(ending.getByText('run hidden')).toBeVisible();
  await expectAccessible(page);
  await page.goto(`${server.url}/overview`);
  await expect(page.getByRole('link', { name: hidden })).toBeVisible();

  const eve = await acceptedBy(browser, invited['link'] as string);
  for (const address of [
    '/overview',
    '/vault',
    '/vault/bin',
    '/tokens',
    '/access',
    '/audit',
    '/intake-links',
    '/keys',
    '/keys/lost',
  ]) {
    await eve.goto(`${server.url}${address}?scope=${hidden}&secret=${key}`);
    await expect(eve.getByRole('main')).not.toBeEmpty();
    const seen = await eve.locator('body').innerText();
    expect([address, seen.toLowerCase().includes(hidden)]).toEqual([address, false]);
    expect([address, seen.includes(key)]).toEqual([address, false]);
  }
  await eve.goto(`${server.url}/vault`);
  await eve.keyboard.press('Control+k');
  const palette = eve.getByRole('dialog', { name: 'Command palette' });
  await palette.getByRole('combobox').fill(hidden.slice(0, 9));
  await expect(palette.getByText('Nothing here has that name.')).toBeVisible();
  const [cookie] = (await eve.context().cookies()).filter(({ name }) => name.includes('session'));
  const asEve = { cookie: `${cookie!.name}=${cookie!.value}` };
  for (const path of ['', '/secrets', `/secrets/${key}/access`, `/secrets/${key}/versions`]) {
    const place = path === '' ? `/scopes/${team['id']}` : `/teams/${team['id']}${path}`;
    expect((await callRest(server.url, asEve, 'GET', place)).status).toBe(404);
  }
  await eve.context().close();
});

async function acceptedBy(browser: Browser, link: string) {
  const page = await (await browser.newContext()).newPage();
  await page.goto(link);
  await page.getByLabel('Your name').fill('Eve');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByLabel('Password again').fill(PASSWORD);
  await page.getByRole('button', { name: 'Accept invitation' }).click();
  await page.waitForURL('**/vault*');
  return page;
}
