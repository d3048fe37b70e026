// Development mode: said on the pages, warned of in the log, and its data refused by production.

import { ADMIN, expect, test } from './fixtures/console-test';
import { readLog, startConsole } from './fixtures/console-server';

const SENTENCE = 'Development key: anybody can open what is sealed here.';

test('a development console says so at the door and inside, and production refuses its data', async ({
  page,
  database,
}) => {
  test.setTimeout(300_000);
  const env = { KEYSTOW_ADMIN_EMAIL: ADMIN.email, KEYSTOW_ADMIN_PASSWORD: ADMIN.password };
  const server = await startConsole({ database, command: 'dev', env });
  try {
    expect(readLog(server)).toContain('the published development key is used');
    await page.goto(`${server.url}/sign-in`, { timeout: 60_000 });
    await expect(page.getByText(SENTENCE)).toBeVisible();
    await page.getByLabel('E-mail').fill(ADMIN.email);
    await page.getByLabel('Password').fill(ADMIN.password);
    await expect(async () => {
      // What is compiled at the first visit may come after the wait for it.
      if (page.url().endsWith('/sign-in')) {
        await page.getByRole('button', { name: 'Sign in' }).click();
      }
      await page.waitForURL('**/vault', { timeout: 15_000 });
    }).toPass({ timeout: 90_000 });
    await expect(page.getByText(SENTENCE)).toBeVisible();
    await server.stop();
    const refused = startConsole({
      database,
      env: {
        DATA_DIR: server.dataDir,
        CONFIG_DIR: server.configDir,
        ...(server.databaseUrl ? { DATABASE_URL: server.databaseUrl } : {}),
      },
    });
    await expect(refused).rejects.toThrow('made with the published development key');
  } finally {
    await server.dispose();
  }
});
