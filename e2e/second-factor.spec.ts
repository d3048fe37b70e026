// The second factor: set up, asked for, each code once, while locked, turned off; and nothing of it leaked.

import type { Page } from '@playwright/test';
import { codeOf } from './fixtures/authenticator';
import { newCanary } from './fixtures/canary';
import { startConsole, type ConsoleServer } from './fixtures/console-server';
import { expect, test as base } from './fixtures/console-test';
import { expectAccessible } from './fixtures/expect-accessible';
import { searchConsole } from './fixtures/search-console';
import { attemptSignIn, signInOverHttp } from './fixtures/sign-in';

const PASSWORD = newCanary('owner');
const EMAIL = 'owner@keystow.test';
const DEEP = '/vault?scope=default.default&q=API';
const CODE_FIELD = 'Code from your authenticator, or a recovery code';
const OTHER_KEY = 'c7e1a95d04b83f62d9130ce8571fb4a26e8d03f7b5924c1ae06f3d8872b9c540';

const test = base.extend<object, { own: ConsoleServer }>({
  own: [
    async ({ database }, provide) => {
      const env = { KEYSTOW_ADMIN_EMAIL: EMAIL, KEYSTOW_ADMIN_PASSWORD: PASSWORD };
      const server = await startConsole({ database, env });
      await provide(server);
      await server.dispose();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

test.describe.configure({ mode: 'serial' });

/** What the first journey leaves for the others. */
const held = { secret: '', codes: [] as string[], lastCode: '' };

async function givePassword(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.waitForURL('**/sign-in**');
  await page.getByLabel('E-mail').fill(EMAIL);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

test('a second factor is set up: a seed as picture and text, a code, recovery codes', async ({
  page,
  own,
  witness,
}) => {
  await givePassword(page, `${own.url}/account`);
  await page.waitForURL('**/account');
  await press(page, 'Set up a second factor');
  await page.getByLabel('Your password').fill('not the password');
  await press(page, 'Continue');
  await expect(page.getByText('This is not your current password.')).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Your password').fill(PASSWORD);
  await press(page, 'Continue');
  const seed = page.getByLabel('Or enter it by hand');
  await expect(seed).toHaveValue(/^[A-Z2-7]{32}$/);
  held.secret = await seed.inputValue();
  await expect(page.getByRole('img', { name: /QR code of the seed/ })).toBeVisible();
  await expectAccessible(page);

  const code = page.getByLabel('Code it shows now');
  await code.fill('000000');
  await press(page, 'Turn on');
  await expect(page.getByText('The code is wrong, or was used before.')).toBeVisible();
  held.lastCode = codeOf(held.secret);
  await code.fill(held.lastCode);
  await press(page, 'Turn on');
  const shown = page.getByLabel('Recovery codes', { exact: true });
  await expect(shown).toHaveValue(/^([a-z2-7]{4}(-[a-z2-7]{4}){3}\n){9}/);
  held.codes = (await shown.inputValue()).split('\n');
  await page.keyboard.press('Escape');
  await expect(shown).toBeVisible();
  await expectAccessible(page);
  const [file] = await Promise.all([page.waitForEvent('download'), press(page, 'Download')]);
  expect(file.suggestedFilename()).toBe('keystow-recovery-codes.txt');
  await press(page, 'I have stored them');
  await expect(page.getByText('10 of 10 recovery codes left.')).toBeVisible();
  await witness.look(page);

  // Each is in the one answer that shows it.
  for (const text of [held.secret, held.codes[0]!]) {
    const hits = await witness.search([text]);
    const places = new Set(hits.map((hit) => hit.place.replace('answer to ', '')));
    expect([...places]).toEqual([`POST ${own.url}/account`]);
  }
  expect(await searchConsole(own, [held.secret, ...held.codes])).toEqual([]);
});

test('sign-in asks for a code after the password, takes each once, and returns to the page that was asked for', async ({
  page,
  own,
  witness,
}) => {
  await givePassword(page, `${own.url}${DEEP}`);
  const field = page.getByLabel(CODE_FIELD);
  await expect(field).toBeFocused();
  await expect(page.getByRole('alert').filter({ hasText: /\S/ })).toHaveCount(0);
  await expectAccessible(page);
  await field.fill(held.lastCode);
  await press(page, 'Sign in');
  await expect(page.getByText('The code is wrong, or was used before.')).toBeVisible();
  const code = codeOf(held.secret, 1);
  await field.fill(code);
  await press(page, 'Sign in');
  await page.waitForURL(`${own.url}${DEEP}`);
  await witness.look(page);
  expect(await witness.search([PASSWORD])).toEqual([]);

  const again = await attemptSignIn(own.url, { email: EMAIL, password: PASSWORD, otp: code });
  expect(again.status).toBe(401);
  expect(await again.json()).toMatchObject({ code: 'second_factor_wrong' });
  expect(again.headers.getSetCookie().join()).not.toContain('keystow.session=');
});

test('a recovery code signs in once; without the right password nobody is asked for one', async ({
  own,
}) => {
  const [first, second] = held.codes as [string, string];
  const wanting = await attemptSignIn(own.url, { email: EMAIL, password: PASSWORD });
  expect(wanting.status).toBe(401);
  expect(await wanting.json()).toMatchObject({ code: 'second_factor_needed' });
  const answers: unknown[] = [];
  for (const credentials of [
    { email: EMAIL, password: 'a wrong password' },
    { email: EMAIL, password: 'a wrong password', otp: first },
    { email: 'nobody@keystow.test', password: PASSWORD, otp: first },
  ]) {
    const { status, headers } = await attemptSignIn(own.url, credentials);
    answers.push([status, headers.get('location')]);
  }
  expect(answers).toEqual(Array.from(answers, () => answers[0]));
  const spelled = first.toUpperCase().replaceAll('-', ' ');
  await signInOverHttp(own.url, { email: EMAIL, password: PASSWORD, otp: spelled });
  await signInOverHttp(own.url, { email: EMAIL, password: PASSWORD, otp: second });
  const again = await attemptSignIn(own.url, { email: EMAIL, password: PASSWORD, otp: first });
  expect(await again.json()).toMatchObject({ code: 'second_factor_wrong' });
});

test('after signing in nobody is sent to another site', async ({ page, own }) => {
  for (const [index, next] of ['//evil.example/', '/\\evil.example', '/api/v1/scopes'].entries()) {
    await page.context().clearCookies();
    await givePassword(page, `${own.url}/sign-in?next=${encodeURIComponent(next)}`);
    await page.getByLabel(CODE_FIELD).fill(held.codes[index + 2]!);
    await press(page, 'Sign in');
    await page.waitForURL(`${own.url}/vault`);
  }
});

test('while the console is locked a recovery code stands in, and the page says so', async ({
  page,
  own,
}) => {
  await own.restart({ KEYSTOW_MASTER_KEY: OTHER_KEY });
  await givePassword(page, `${own.url}/account`);
  await expect(page.getByText('The console is locked.')).toBeVisible();
  await expectAccessible(page);
  const field = page.getByLabel('Recovery code', { exact: true });
  await field.fill(codeOf(held.secret, 1));
  await press(page, 'Sign in');
  await expect(page.getByText('Enter a recovery code: no other can be checked now.')).toBeVisible();
  await field.fill(held.codes[5]!);
  await press(page, 'Sign in');
  await page.waitForURL('**/account');
  await expect(page.getByText('only a recovery code signs you in')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Turn off' })).toHaveCount(0);
  await own.restart({ KEYSTOW_MASTER_KEY: '' });
  await page.reload();
  await expect(page.getByText('4 of 10 recovery codes left.')).toBeVisible();

  await press(page, 'New recovery codes');
  await page.getByLabel('Your password').fill(PASSWORD);
  await press(page, 'Make new codes');
  const shown = page.getByLabel('Recovery codes', { exact: true });
  await expect(shown).toHaveValue(/-/);
  const [renewed] = (await shown.inputValue()).split('\n');
  await press(page, 'I have stored them');
  await expect(page.getByText('10 of 10 recovery codes left.')).toBeVisible();

  await press(page, 'Turn off');
  const dialog = page.getByRole('dialog');
  await expectAccessible(page);
  await dialog.getByLabel('Your password').fill(PASSWORD);
  await dialog.getByLabel(CODE_FIELD).fill(held.codes[6]!);
  await dialog.getByRole('button', { name: 'Turn off' }).click();
  await expect(dialog.getByText('The code is wrong, or was used before.')).toBeVisible();
  await dialog.getByLabel(CODE_FIELD).fill(renewed!);
  await dialog.getByRole('button', { name: 'Turn off' }).click();
  await expect(page.getByText('Your password alone signs you in.')).toBeVisible();
  await signInOverHttp(own.url, { email: EMAIL, password: PASSWORD });
});

test('codes are guessed no more often than passwords', async ({ page, own }) => {
  await givePassword(page, `${own.url}/account`);
  await page.waitForURL('**/account');
  await press(page, 'Set up a second factor');
  await page.getByLabel('Your password').fill(PASSWORD);
  await press(page, 'Continue');
  const secret = await page.getByLabel('Or enter it by hand').inputValue();
  await page.getByLabel('Code it shows now').fill(codeOf(secret));
  await press(page, 'Turn on');
  await press(page, 'I have stored them');

  const guess = async () =>
    (await attemptSignIn(own.url, { email: EMAIL, password: PASSWORD, otp: '000000' })).status;
  const statuses = [];
  for (let count = 0; count < 12; count += 1) statuses.push(await guess());
  expect(statuses.at(-1)).toBe(429);
  await page.context().clearCookies();
  await givePassword(page, `${own.url}/vault`);
  await expect(page.getByRole('alert').filter({ hasText: 'Too many attempts' })).toBeVisible();
});

test('a weak password for the first administrator refuses the start, and says what to do', async ({
  database,
}) => {
  const env = { KEYSTOW_ADMIN_EMAIL: EMAIL, KEYSTOW_ADMIN_PASSWORD: 'password1234' };
  const refused: unknown = await startConsole({ database, env }).catch((error: unknown) => error);
  expect(String(refused)).toContain('KEYSTOW_ADMIN_PASSWORD: expected 12 to 1024 characters');
  expect(String(refused)).not.toContain('password1234');
});
