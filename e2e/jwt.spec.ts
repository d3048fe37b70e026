// The JWT secret is changed in the browser while two people are signed in, and neither is signed out.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { searchBytes } from './fixtures/canary';
import { startConsole } from './fixtures/console-server';
import { addCookie, ADMIN, expect, test } from './fixtures/console-test';
import { expectAccessible } from './fixtures/expect-accessible';
import { callRest } from './fixtures/rest';
import { runKeystow } from './fixtures/run-keystow';
import { searchConsole } from './fixtures/search-console';
import { signInOverHttp } from './fixtures/sign-in';

const ENV = { KEYSTOW_ADMIN_EMAIL: ADMIN.email, KEYSTOW_ADMIN_PASSWORD: ADMIN.password };

test('a new JWT secret signs nobody out; the old one goes once no session needs it', async ({
  page,
  browser,
  database,
  witness,
}) => {
  const server = await startConsole({ database, env: ENV });
  const other = await browser.newContext();
  try {
    const secretIn = (name: string) =>
      readFileSync(path.join(server.configDir, name), 'utf8').trim();
    const [mine, theirs, script] = await Promise.all(
      [1, 2, 3].map(() => signInOverHttp(server.url, ADMIN)),
    );
    const rest = (cookie: string, method: string, address: string, body?: object) =>
      callRest(server.url, { cookie }, method, address, body);
    const made = await rest(script!, 'POST', '/tokens', {
      name: 'j',
      permissions: ['keys:manage'],
    });
    const remote = { KEYSTOW_URL: server.url, KEYSTOW_TOKEN: made.json['token'] as string };
    const byCommand = async (...args: string[]) => {
      const ended = await runKeystow(server, [...args, '--json'], remote);
      const printed = JSON.parse(ended.stdout || ended.stderr) as Record<string, unknown>;
      return { code: ended.code, printed };
    };
    await addCookie(page.context(), server.url, mine!);
    await addCookie(other, server.url, theirs!);
    const second = await other.newPage();
    await second.goto(`${server.url}/vault`);
    await page.goto(`${server.url}/keys`);
    const old = secretIn('jwt.secret');

    await page.getByRole('link', { name: 'Change the JWT secret' }).click();
    await page.getByLabel('Change number').fill('CHG-7');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Write and use a new secret' }).click();
    await expect(page.getByRole('heading', { level: 2, name: 'Sessions move over' })).toBeVisible();
    const next = secretIn('jwt.secret');
    expect([next === old, secretIn('jwt.secret.previous')]).toEqual([false, old]);

    const answered = await fetch(`${server.url}/api/v1/keys/jwt`, { headers: { cookie: script! } });
    expect(answered.status).toBe(200);
    const renewed = answered.headers.getSetCookie()[0]!.split(';')[0]!;
    // The first request brings the new cookie, the second uses it.
    for (const address of ['/vault', '/vault/bin']) {
      const renewing = second.waitForResponse((response) => response.url().includes('/api/'));
      await second.goto(server.url + address);
      await renewing;
    }
    await expect(second).toHaveURL(/\/vault/);
    await expect(page.getByText('1 live session under the old secret.').first()).toBeVisible();
    await expectAccessible(page);
    const early = await byCommand('keys', 'jwt', 'finish');
    expect([early.code, JSON.stringify(early.printed)]).toEqual([
      1,
      expect.stringContaining('say that 1 may end'),
    ]);
    expect((await rest(script!, 'GET', '/keys/jwt')).json).toMatchObject({ step: 'move' });

    expect((await rest(renewed, 'GET', '/keys/jwt')).json).toMatchObject({ step: 'remove' });
    await page.getByLabel('How it was verified').first().fill('both stayed signed in');
    await page.getByRole('button', { name: 'Remove the old secret' }).click();
    const changes = page.getByRole('list', { name: 'Changes of the JWT secret' });
    await expect(changes).toContainText('both stayed signed in');
    await expect(changes).toContainText('change CHG-7');
    expect((await rest(script!, 'GET', '/keys/jwt')).status).toBe(401);
    expect((await rest(renewed, 'GET', '/keys/jwt')).status).toBe(200);
    await second.reload();
    await expect(second).toHaveURL(/\/vault/);
    await page.reload();
    await expect(page.getByRole('button', { name: 'Write and use a new secret' })).toBeVisible();

    expect(await byCommand('keys', 'jwt', 'status')).toMatchObject({
      code: 0,
      printed: { step: 'new', previous: null },
    });
    const { code, printed } = await byCommand('doctor');
    expect(code, JSON.stringify(printed)).toBe(0);
    expect(JSON.stringify(printed)).toContain('"id":"master_key","status":"ok"');
    await witness.look(page);
    expect(await witness.search([old, next])).toEqual([]);
    expect(searchBytes('log', readFileSync(server.logFile), [next])).toEqual([]);
    expect(await searchConsole(server, [old])).toEqual([]);
  } finally {
    await other.close();
    await server.dispose();
  }
});
