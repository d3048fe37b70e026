// Sign-on through an OpenID Connect provider: a role from a group, what it shows, and who is not let in.

import { startOidcProvider, type TestProvider } from '@/lib/testing/oidc-provider';
import { freePort, readLog, startConsole, type ConsoleServer } from './fixtures/console-server';
import { ADMIN, expect, test as base } from './fixtures/console-test';
import { expectAccessible } from './fixtures/expect-accessible';
import { callRest } from './fixtures/rest';
import { signInOverHttp } from './fixtures/sign-in';

interface Own {
  readonly provider: TestProvider;
  readonly console: ConsoleServer;
}

const test = base.extend<object, { own: Own }>({
  own: [
    async ({ database }, provide) => {
      const port = String(await freePort());
      const callback = `http://localhost:${port}/api/auth/callback/oidc`;
      const provider = await startOidcProvider([callback]);
      const env = {
        PORT: port,
        KEYSTOW_ADMIN_EMAIL: ADMIN.email,
        KEYSTOW_ADMIN_PASSWORD: ADMIN.password,
        ...provider.settings,
      };
      const console = await startConsole({ database, env });
      await provide({ provider, console });
      await console.dispose();
      await provider.close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

/** Two teams with a secret each, and a group that may change one of them. */
async function prepare(url: string): Promise<void> {
  const owner = { cookie: await signInOverHttp(url, ADMIN) };
  const post = async (path: string, body: unknown) => {
    const made = await callRest(url, owner, 'POST', path, body);
    if (made.status !== 201) throw new Error(`${path}: ${made.text}`);
  };
  for (const slug of ['payments', 'search']) {
    await post('/scopes', { kind: 'team', name: slug, slug });
    await post(`/teams/${slug}/secrets`, { key: `${slug.toUpperCase()}_KEY`, value: 'x' });
  }
  await post('/groups', { slug: 'payers', name: 'Payers', externalName: 'idp-payers' });
  const scope = { kind: 'team', id: 'payments' };
  await post('/groups/payers/roles', { role: 'editor', scope });
}

test('a role that comes from a group holds as long as the provider names the group', async ({
  own: { provider, console },
  page,
}) => {
  const { url } = console;
  await prepare(url);
  const ada = { email: 'ada@keystow.test', email_verified: true, name: 'Ada' };
  provider.accounts.set('ada', { ...ada, groups: ['idp-payers', 'everybody'] });
  provider.accounts.set('bob', { email: 'bob@keystow.test', email_verified: true, name: 'Bob' });

  await page.goto(`${url}/vault?scope=payments`);
  await page.getByLabel('E-mail').waitFor();
  await page.getByRole('link', { name: 'Sign on through Acme ID' }).click();
  await page.getByRole('button', { name: 'bob' }).click();
  await expect(page.getByText('You have no account here.')).toBeVisible();
  await expectAccessible(page);

  await page.context().clearCookies();
  await page.getByRole('link', { name: 'Sign on through Acme ID' }).click();
  await page.getByRole('button', { name: 'ada' }).click();
  await page.waitForURL(`${url}/vault?scope=payments`);
  await expect(page.getByText('PAYMENTS_KEY')).toBeVisible();
  const cookies = await page.context().cookies(url);
  const session = cookies.find(({ name }) => name === 'keystow.session')!;
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
  const sender = { cookie: `keystow.session=${session.value}` };
  const write = (slug: string) =>
    callRest(url, sender, 'POST', `/teams/${slug}/secrets`, { key: 'BY_ADA', value: 'x' });
  expect((await write('payments')).status).toBe(201);
  expect((await write('search')).status).toBe(404);

  await page.goto(`${url}/account`);
  await expect(page.getByText('there is no password here')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await page.waitForURL('**/sign-in');

  // The provider knows her still, and asks nothing.
  provider.accounts.set('ada', { ...ada, groups: [] });
  await page.getByRole('link', { name: 'Sign on through Acme ID' }).click();
  await page.waitForURL('**/vault');
  await expect(page.getByText('There is no scope you may see.')).toBeVisible();
  expect((await callRest(url, sender, 'GET', '/scopes')).status).toBe(401);

  const log = readLog(console);
  expect(log).not.toContain(provider.settings['OIDC_CLIENT_SECRET']);
  expect(log).not.toMatch(/code=|id_token|access_token|eyJ/);
});
