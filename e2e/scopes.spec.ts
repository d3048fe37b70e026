// Scopes renamed and deleted from the path: what goes is drawn, goes whole, and nothing of it is left.

import type { Page } from '@playwright/test';
import { newCanary } from './fixtures/canary';
import type { ConsoleServer } from './fixtures/console-server';
import { expect, test } from './fixtures/console-test';
import { expectAccessible } from './fixtures/expect-accessible';
import { queryConsole } from './fixtures/query-console';
import { callRest, makeToken } from './fixtures/rest';
import { searchConsole } from './fixtures/search-console';

interface Teller {
  readonly server: ConsoleServer;
  readonly cookie: string;
}

async function tell({ server, cookie }: Teller, method: string, path: string, body?: unknown) {
  const answer = await callRest(server.url, { cookie }, method, path, body);
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.text}`);
  return answer.json;
}

/** A team with a workspace and an app below it. */
async function makeBranch(teller: Teller, slug: string): Promise<void> {
  const make = (kind: string, name: string, parent?: string) =>
    tell(teller, 'POST', '/scopes', { kind, name, slug: name.toLowerCase(), parent });
  await make('team', slug);
  await make('workspace', 'Live', slug);
  await make('app', 'Web', `${slug}.live`);
}

/** Opens a part of the path and chooses from its menu, by keys alone. */
async function choose(page: Page, part: RegExp, entry: string): Promise<void> {
  await page.getByRole('button', { name: part }).focus();
  await page.keyboard.press('Enter');
  const item = page.getByRole('menuitem', { name: entry });
  await item.waitFor();
  for (let presses = 0; presses < 30; presses += 1) {
    if (await item.evaluate((node) => node === document.activeElement)) break;
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
}

test('a scope takes another name and keeps its address', async ({
  adminPage: page,
  adminCookie: cookie,
  server,
}) => {
  await makeBranch({ server, cookie }, 'renamed');
  await page.goto(`${server.url}/vault?scope=renamed.live.web`);
  await choose(page, /^app: web$/, 'Rename…');
  const dialog = page.getByRole('dialog', { name: 'Rename Web' });
  await expect(dialog).toContainText('Its slug stays web');
  await expectAccessible(page);
  const name = dialog.getByLabel('Name');
  await expect(name).toHaveValue('Web');
  await name.fill(' ');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('Give it a name.')).toBeVisible();
  await name.fill('Web shop');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByText('Web is now Web shop')).toBeVisible();
  await expect(page).toHaveURL(`${server.url}/vault?scope=renamed.live.web`);
  await page.getByRole('button', { name: 'app: web' }).click();
  await expect(page.getByRole('menuitem', { name: /Web shop/ })).toBeVisible();
});

test('a team with secrets is deleted after its path is typed, and none of it is left', async ({
  adminPage: page,
  adminCookie: cookie,
  server,
  witness,
}) => {
  const teller = { server, cookie };
  const value = newCanary('scope');
  await makeBranch(teller, 'doomed');
  for (const key of ['FIRST_KEY', 'SECOND_KEY', 'BINNED_KEY']) {
    await tell(teller, 'POST', '/apps/doomed.live.web/secrets', { key, value });
  }
  await tell(teller, 'DELETE', '/apps/doomed.live.web/secrets/BINNED_KEY');
  const scope = { kind: 'app', id: 'doomed.live.web' };
  const made = await tell(teller, 'POST', '/tokens', {
    ...{ name: 'web deployer', scope, permissions: ['secrets:list'] },
  });
  const left = `SELECT
      (SELECT count(*)::int FROM secret s JOIN scope c ON c.id = s.scope_id
        WHERE c.path LIKE 'doomed%') AS secrets,
      (SELECT count(*)::int FROM sealed_value e JOIN data_key k ON k.id = e.data_key_id
         JOIN scope c ON c.id = k.owner_id WHERE c.path LIKE 'doomed%') AS envelopes,
      (SELECT count(*)::int FROM data_key k JOIN scope c ON c.id = k.owner_id
        WHERE c.path LIKE 'doomed%') AS keys`;
  expect(await queryConsole(server, left)).toEqual([{ secrets: 3, envelopes: 3, keys: 1 }]);

  await page.goto(`${server.url}/vault?scope=doomed.live.web`);
  await choose(page, /^team: doomed$/, 'Delete…');
  const dialog = page.getByRole('alertdialog', { name: 'Delete doomed?' });
  const lines = dialog.getByRole('listitem');
  await expect(lines.nth(0)).toHaveText('1 workspace and 1 applive, live.web');
  await expect(lines.nth(1)).toHaveText('2 secretslive.web/FIRST_KEY, live.web/SECOND_KEY');
  await expect(lines.nth(2)).toHaveText('1 secret in the binlive.web/BINNED_KEY');
  await expect(dialog).toContainText('1 machine token, revoked at onceweb deployer');
  await expect(dialog).toContainText('Backups made before hold the values still');
  await expectAccessible(page);
  const typed = dialog.getByLabel('Type doomed to confirm');
  await typed.fill('doome');
  await page.keyboard.press('Enter');
  await expect(typed).toHaveAttribute('aria-invalid', 'true');
  await typed.fill('doomed');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByText('doomed deleted')).toBeVisible();
  await expect(page).toHaveURL(`${server.url}/vault?scope=_platform`);
  await expect(page.getByRole('tab', { name: /^Shared/ })).toBeVisible();
  await expectAccessible(page);

  await page.goto(`${server.url}/vault?scope=doomed.live.web`);
  await expect(page.getByText('There is no such scope')).toBeVisible();
  const withToken = { token: made['token'] as string };
  expect((await callRest(server.url, withToken, 'GET', '/scopes')).status).toBe(401);
  await witness.look(page);
  expect(witness.answersToWrites).toBeGreaterThan(0);
  expect(await witness.search([value])).toEqual([]);
  expect(await queryConsole(server, left)).toEqual([{ secrets: 0, envelopes: 0, keys: 0 }]);
  expect(await searchConsole(server, [value])).toEqual([]);
});

test('an empty scope asks once, and a machine is asked for the path as well', async ({
  adminPage: page,
  adminCookie: cookie,
  server,
}) => {
  const teller = { server, cookie };
  await makeBranch(teller, 'light');
  await page.goto(`${server.url}/tokens?scope=light.live.web`);
  await choose(page, /^app: web$/, 'Delete…');
  const dialog = page.getByRole('alertdialog', { name: 'Delete Web?' });
  await expect(dialog).toContainText('Nothing lies in the app light.live.web.');
  await expect(dialog.getByRole('textbox')).toHaveCount(0);
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'app: web' })).toBeFocused();
  await choose(page, /^app: web$/, 'Delete…');
  await expect(dialog).toContainText('Nothing lies in the app');
  await dialog.getByRole('button', { name: 'Delete app' }).press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page).toHaveURL(`${server.url}/tokens?scope=light.live`);
  await expect(page.getByRole('button', { name: 'Choose an app' })).toBeVisible();

  const machine = { token: await makeToken(server.url, cookie) };
  const remove = (query: string) =>
    callRest(server.url, machine, 'DELETE', `/scopes/light${query}`);
  expect(await remove('')).toMatchObject({ status: 409, json: { code: 'confirm_needed' } });
  expect((await remove('?confirm=light')).status).toBe(204);
});
