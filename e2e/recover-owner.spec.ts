// An owner who has lost the second factor is let in again from the server, by the built command.

import { codeOf } from './fixtures/authenticator';
import { newCanary } from './fixtures/canary';
import { startConsole, type ConsoleServer } from './fixtures/console-server';
import { expect, test } from './fixtures/console-test';
import { expectAccessible } from './fixtures/expect-accessible';
import { queryConsole } from './fixtures/query-console';
import { callRest } from './fixtures/rest';
import { runKeystow } from './fixtures/run-keystow';
import { searchConsole } from './fixtures/search-console';
import { attemptSignIn, signInOverHttp } from './fixtures/sign-in';

const EMAIL = 'owner@keystow.test';
const OTHER_KEY = {
  KEYSTOW_MASTER_KEY: 'c7e1a95d04b83f62d9130ce8571fb4a26e8d03f7b5924c1ae06f3d8872b9c540',
};

let server: ConsoleServer;
const first = newCanary('first');

// The second goes on with the console of the first.
test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ database }) => {
  const env = { KEYSTOW_ADMIN_EMAIL: EMAIL, KEYSTOW_ADMIN_PASSWORD: first };
  server = await startConsole({ database, env });
});
test.afterAll(() => server.dispose());

test('the only owner has lost the second factor: keystow recover-owner on the server lets him in again, audited', async ({
  page,
  database,
  witness,
}) => {
  test.setTimeout(300_000);
  const next = newCanary('next');
  const cookie = await signInOverHttp(server.url, { email: EMAIL, password: first });
  const write = (path: string, body: object) =>
    callRest(server.url, { cookie }, 'POST', `/account/second-factor${path}`, body);
  const begun = await write('', { password: first });
  const secret = begun.json['secret'] as string;
  expect((await write('/confirmation', { code: codeOf(secret) })).status).toBe(200);
  const lost = await attemptSignIn(server.url, { email: EMAIL, password: first });
  expect(await lost.json()).toMatchObject({ code: 'second_factor_needed' });

  const recover = () => runKeystow(server, ['recover-owner', '--email', EMAIL, '--json']);
  if (database === 'embedded') {
    const refused = await recover();
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain(`in use by process ${server.pid}`);
    await server.stop();
  }
  const ended = await recover();
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  const done = JSON.parse(ended.stdout) as { link: string };
  expect(done).toMatchObject({ email: EMAIL, secondFactorRemoved: true, sessionsEnded: 1 });
  if (!server.runs) await server.restart();
  expect((await callRest(server.url, { cookie }, 'GET', '/scopes')).status).toBe(401);

  await page.goto(done.link);
  await expect(page.getByText(EMAIL)).toBeVisible();
  const password = page.getByLabel('New password', { exact: true });
  await password.fill('password1234');
  await expect(page.getByText('Guessed early.')).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('New password again').fill('password1234');
  await page.getByRole('button', { name: 'Set new password' }).click();
  await expect(page.getByText('This one is guessed early.')).toBeVisible();
  await password.fill(next);
  await expect(page.getByText('Hard to guess.')).toBeVisible();
  await page.getByLabel('New password again').fill(next);
  await page.getByRole('button', { name: 'Set new password' }).click();
  await page.waitForURL('**/vault');

  const old = await attemptSignIn(server.url, { email: EMAIL, password: first });
  expect(old.headers.getSetCookie().join()).not.toContain('keystow.session=');
  await page.goto(`${server.url}/account`);
  await expect(page.getByText('Your password alone signs you in.')).toBeVisible();
  await page.goto('about:blank');
  await page.goto(done.link);
  await expect(page.getByText('This link was used before.')).toBeVisible();
  await page.goto(`${done.link.slice(0, -3)}`);
  await page.reload();
  await expect(page.getByText('This link is not one of this console')).toBeVisible();
  await expectAccessible(page);
  await witness.look(page);
  expect(await witness.search([first, next])).toEqual([]);

  const secrets = [first, next, secret, done.link.split('#')[1]!];
  expect(await searchConsole(server, secrets)).toEqual([]);
  const events = await queryConsole<{ action: string }>(
    server,
    `SELECT action FROM audit_event WHERE action LIKE 'owner.%' ORDER BY number`,
  );
  expect(events.map(({ action }) => action)).toEqual(['owner.recovery_started', 'owner.recovered']);
});

test('an owner whose console is locked is let in again too', async ({ page, database }) => {
  test.setTimeout(300_000);
  const password = newCanary('locked');
  await server.restart(OTHER_KEY);
  if (database === 'embedded') await server.stop();
  const ended = await runKeystow(server, ['recover-owner', '--email', EMAIL, '--json'], OTHER_KEY);
  expect(ended.code).toBe(0);
  if (!server.runs) await server.restart();
  await page.goto((JSON.parse(ended.stdout) as { link: string }).link);
  await page.getByLabel('New password', { exact: true }).fill(`${password} again`);
  await page.getByLabel('New password again').fill(`${password} again`);
  await page.getByRole('button', { name: 'Set new password' }).click();
  await page.waitForURL('**/vault');
});
