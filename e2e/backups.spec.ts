// Backups: taken, verified and tried on their page; one that was altered is refused; restored, it needs its own key.

import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { newCanary } from './fixtures/canary';
import { startConsole } from './fixtures/console-server';
import { addCookie, ADMIN, expect, test } from './fixtures/console-test';
import { expectAccessible } from './fixtures/expect-accessible';
import { importLines, makeOwnApp } from './fixtures/own-app';
import { runKeystow } from './fixtures/run-keystow';
import { signInOverHttp } from './fixtures/sign-in';

test('a backup is taken, verified and tried, and restored under a wrong key it names the one it needs', async ({
  page,
  database,
  witness,
}) => {
  test.setTimeout(240_000);
  const [key, otherKey] = [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')];
  const server = await startConsole({
    database,
    env: {
      KEYSTOW_ADMIN_EMAIL: ADMIN.email,
      KEYSTOW_ADMIN_PASSWORD: ADMIN.password,
      KEYSTOW_MASTER_KEY: key,
    },
  });
  try {
    const cookie = await signInOverHttp(server.url, ADMIN);
    await addCookie(page.context(), server.url, cookie);
    const app = await makeOwnApp(server.url, { cookie });
    const value = newCanary('backup');
    await importLines(server.url, { cookie }, app, [`BACKED_UP=${value}`]);

    await page.goto(`${server.url}/backups`);
    await expect(page.getByText(/^No verified backup yet: secrets/)).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Take backup' }).click();
    const row = page.getByRole('table', { name: 'Backups' }).getByRole('row').nth(1);
    await expect(row).toContainText('not verified');
    await row.getByRole('button', { name: 'Verify' }).click();
    await expect(row).toContainText('verified just now');

    await row.getByRole('button', { name: 'Try restore' }).click();
    const drill = page.getByRole('dialog', { name: 'Restore drill' });
    await drill.getByRole('button', { name: 'Try restore' }).click();
    await expect(drill.getByText(/^Passed in/)).toBeVisible({ timeout: 90_000 });
    await expect(drill.getByText('1 of 1 were opened, of 1 scopes')).toBeVisible();
    await expectAccessible(page);
    await drill.getByRole('button', { name: 'Close' }).click();
    await expect(row).toContainText('drill passed');
    await expectAccessible(page);
    await witness.look(page);
    expect(await witness.search([value, key])).toEqual([]);

    const file = (await row.getByText(/\.backup$/).innerText()).trim();
    const needs = (await row.getByText(/^mk_/).innerText()).trim();
    const whole = readFileSync(file);
    expect(whole.includes(value) || whole.includes(key)).toBe(false);
    const altered = Buffer.from(whole);
    altered[whole.length >> 1]! ^= 1;
    writeFileSync(file, altered);
    await row.getByRole('button', { name: 'Verify' }).click();
    await expect(row.getByText('verified just now')).toBeHidden();
    await expect(page.getByText(/^The newest backup is not what was written/)).toBeVisible();

    writeFileSync(file, whole);
    await server.stop();
    const settings = { KEYSTOW_MASTER_KEY: otherKey };
    const args = ['backup', 'restore', file, '--replace', '--revoke-tokens', '--unpinned'];
    const restored = await runKeystow(server, args, settings);
    expect(restored).toMatchObject({ code: 0, stdout: expect.stringContaining(needs) });
    await server.restart(settings);
    const again = await signInOverHttp(server.url, ADMIN);
    await addCookie(page.context(), server.url, again);
    await page.goto(`${server.url}/keys`);
    await expect(page.getByText(needs, { exact: true }).first()).toBeVisible();
    await expect(page.getByText('Restore the right backup')).toBeVisible();

    await server.restart({ KEYSTOW_MASTER_KEY: key });
    const right = await signInOverHttp(server.url, ADMIN);
    await addCookie(page.context(), server.url, right);
    await page.goto(`${server.url}/audit?log=installation`);
    await expect(page.getByText('backup.restored').first()).toBeVisible();
  } finally {
    await server.dispose();
  }
});
