// One's own account: the password changed, sessions ended; and sign-in throttled. On a console of its own.

import type { Page } from '@playwright/test';
import { newCanary } from './fixtures/canary';
import { startConsole, type ConsoleServer } from './fixtures/console-server';
import { expect, test as base } from './fixtures/console-test';
import { expectAccessible } from './fixtures/expect-accessible';
import { callRest } from './fixtures/rest';
import { searchConsole } from './fixtures/search-console';
import { signInOverHttp } from './fixtures/sign-in';

const FIRST = newCanary('first');
const NEXT = newCanary('next');
const EMAIL = 'owner@keystow.test';

const test = base.extend<object, { own: ConsoleServer }>({
  own: [
    async ({ database }, provide) => {
      const env = { KEYSTOW_ADMIN_EMAIL: EMAIL, KEYSTOW_ADMIN_PASSWORD: FIRST };
      const server = await startConsole({ database, env });
      await provide(server);
      await server.dispose();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

async function openAccount(page: Page, url: string, password: string): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('E-mail').fill(EMAIL);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/vault');
  await page.getByRole('button', { name: `Account: ${EMAIL}` }).click();
  await page.getByRole('menuitem', { name: 'Your account' }).click();
  await page.getByRole('heading', { level: 1, name: 'Your account' }).waitFor();
}

async function change(page: Page, current: string, next: string): Promise<void> {
  await page.getByLabel('Current password').fill(current);
  await page.getByLabel('New password', { exact: true }).fill(next);
  await page.getByLabel('New password again').fill(next);
  await page.getByRole('button', { name: 'Change password' }).click();
}

const isIn = async (url: string, cookie: string) =>
  (await callRest(url, { cookie }, 'GET', '/scopes')).status === 200;

test('the password is changed: other sessions end at once, this one goes on', async ({
  page,
  own,
  witness,
}) => {
  const elsewhere = await signInOverHttp(own.url, { email: EMAIL, password: FIRST });
  await openAccount(page, own.url, FIRST);
  await page.setViewportSize({ width: 360, height: 800 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await expectAccessible(page);

  await change(page, 'not the password', NEXT);
  await expect(page.getByText('This is not your current password.')).toBeVisible();
  await change(page, FIRST, 'password1234');
  await expect(page.getByText('This one is guessed early.')).toBeVisible();
  expect(await isIn(own.url, elsewhere)).toBe(true);
  await expect(page.getByRole('button', { name: 'End session' })).toHaveCount(1);

  await change(page, FIRST, NEXT);
  await expect(page.getByText('Password changed')).toBeVisible();
  expect(await isIn(own.url, elsewhere)).toBe(false);
  await expect(page.getByRole('button', { name: 'End session' })).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Your account' })).toBeVisible();
  await expect(signInOverHttp(own.url, { email: EMAIL, password: FIRST })).rejects.toThrow();

  const again = await signInOverHttp(own.url, { email: EMAIL, password: NEXT });
  await page.reload();
  await page.getByRole('button', { name: 'End session' }).click();
  await expect(page.getByRole('button', { name: 'End session' })).toHaveCount(0);
  expect(await isIn(own.url, again)).toBe(false);

  const last = await signInOverHttp(own.url, { email: EMAIL, password: NEXT });
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await page.waitForURL('**/sign-in');
  expect(await isIn(own.url, last)).toBe(false);

  await witness.look(page);
  expect(await witness.search([FIRST, NEXT])).toEqual([]);
  expect(await searchConsole(own, [FIRST, NEXT])).toEqual([]);
});

test('guessing is throttled with 429 and Retry-After, alike for known and unknown e-mails', async ({
  page,
  own,
}) => {
  const attempt = async (email: string) => {
    const first = await fetch(`${own.url}/api/auth/csrf`);
    const { csrfToken } = (await first.json()) as { csrfToken: string };
    const cookie = first.headers.getSetCookie().map((one) => one.split(';')[0]);
    const answer = await fetch(`${own.url}/api/auth/callback/credentials`, {
      method: 'POST',
      redirect: 'manual',
      // The last address a client claims must not make it a new one.
      headers: { cookie: cookie.join('; '), 'x-forwarded-for': `10.9.8.${Math.random()}` },
      body: new URLSearchParams({ csrfToken, email, password: 'a wrong password', json: 'true' }),
    });
    return {
      status: answer.status,
      wait: answer.headers.get('retry-after'),
      text: await answer.text(),
    };
  };
  const seen = [];
  for (const emails of [
    [EMAIL, ` ${EMAIL.toUpperCase()} `],
    ['nobody@keystow.test', ' NOBODY@keystow.test'],
  ]) {
    const answers = [];
    for (let count = 0; count < 14; count += 1) answers.push(await attempt(emails[count % 2]!));
    const last = answers.at(-1)!;
    expect(last.status).toBe(429);
    expect(Number(last.wait)).toBeGreaterThan(0);
    seen.push(answers.map(({ status, text }) => [status, text]));
  }
  expect(seen[0]!.filter(([status]) => status === 429).length).toBeGreaterThanOrEqual(1);
  expect(seen[0]!.at(-1)).toEqual(seen[1]!.at(-1));
  expect(seen[0]![0]).toEqual(seen[1]![0]);

  await page.goto(`${own.url}/sign-in`);
  await page.getByLabel('E-mail').fill(EMAIL);
  await page.getByLabel('Password').fill(NEXT);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Too many attempts' })).toBeVisible();
});
