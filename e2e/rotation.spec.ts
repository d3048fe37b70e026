// Rotation in a browser: a window makes a secret overdue, it is put off, and a looser window takes two people.

import { randomBytes } from 'node:crypto';
import { bringColleague } from './fixtures/bring-colleague';
import type { ConsoleServer } from './fixtures/console-server';
import { expect, test } from './fixtures/console-test';
import { expectAccessible } from './fixtures/expect-accessible';
import { sealIn } from './fixtures/own-app';
import { queryConsole } from './fixtures/query-console';

async function makeOlder(server: ConsoleServer, key: string, days: number): Promise<void> {
  await queryConsole(
    server,
    `UPDATE secret_version SET created_at = now() - interval '${days} days 1 hour'
     WHERE secret_id IN (SELECT id FROM secret WHERE name = '${key}')`,
  );
}

test('a stricter window makes a secret overdue, a snooze puts it off, a looser window takes two people', async ({
  adminPage: page,
  adminCookie,
  server,
  ownApp,
  browser,
}) => {
  const key = `PROVIDER_${randomBytes(3).toString('hex').toUpperCase()}`;
  const sender = { cookie: adminCookie };
  for (const name of [key, 'OTHER_TOKEN']) {
    const secret = { key: name, value: 'x', type: 'api_key' };
    await sealIn(server.url, sender, ownApp, secret);
  }
  await makeOlder(server, key, 40);
  const board = `${server.url}/rotation?scope=${ownApp.path}`;
  await page.goto(board);
  const row = page.getByRole('row').filter({ has: page.getByRole('link', { name: key }) });
  await expect(row).toContainText('40 of 90 days · as its type');
  await expectAccessible(page);

  await page
    .getByRole('navigation', { name: 'Rotation', exact: true })
    .getByRole('link', { name: 'Windows' })
    .click();
  await page.getByRole('button', { name: 'Set window…' }).click();
  const strict = page.getByRole('dialog', { name: /^Set a rotation window for/ });
  await strict.getByLabel('Of which secrets').selectOption('api_key');
  await expect(strict.getByText('90 days hold now.')).toBeVisible();
  await strict.getByLabel('Days').fill('30');
  await strict.getByRole('button', { name: 'Set window' }).click();
  await expect(strict).toBeHidden();
  await page
    .getByRole('navigation', { name: 'Rotation', exact: true })
    .getByRole('link', { name: 'Board' })
    .click();
  await expect(row).toContainText('overdue, was due 10 days ago');
  await expect(row).toContainText(`40 of 30 days · window set on ${ownApp.path}`);
  const bands = page.getByRole('rowheader');
  await expect(bands.first()).toHaveText('Overdue 1');

  await page.getByRole('searchbox').fill(key);
  await page.getByRole('button', { name: 'Status' }).click();
  await page.getByRole('menuitemradio', { name: 'overdue', exact: true }).click();
  await expect(bands).toHaveCount(1);
  await page.reload();
  await expect(page.getByRole('searchbox')).toHaveValue(key);
  await expect(bands).toHaveText(['Overdue 1']);
  await expect(row).toBeVisible();
  await expect(page.getByRole('link', { name: /^Rotation \d+ waiting$/ })).toBeVisible();
  await page.goto(board);

  await page.getByRole('button', { name: `More for ${key}` }).click();
  await page.getByRole('menuitem', { name: 'Snooze…' }).click();
  const snooze = page.getByRole('dialog', { name: `Snooze ${key}` });
  await expectAccessible(page);
  await snooze.getByRole('button', { name: 'Snooze' }).click();
  await snooze.getByLabel('Reason').fill('The provider answers on Monday.');
  await snooze.getByRole('button', { name: 'Snooze' }).click();
  await expect(snooze).toBeHidden();
  await expect(bands.first()).toHaveText('Overdue 0');
  await page.getByRole('button', { name: 'Snoozed 1' }).click();
  await expect(row).toContainText('The provider answers on Monday.');

  await page.getByRole('button', { name: `More for ${key}` }).click();
  await page.getByRole('menuitem', { name: 'Set window…' }).click();
  const looser = page.getByRole('dialog', { name: `Set a rotation window for ${key}` });
  await looser.getByLabel('Days').fill('120');
  await looser.getByLabel('Reason').fill('The provider gives keys out once a quarter.');
  await looser.getByLabel('It ends after how many days').fill('60');
  await looser.getByRole('button', { name: 'Set window' }).click();
  await expect(looser).toBeHidden();
  const windows = `${board}&view=windows&key=${key}`;
  await page.goto(windows);
  const asked = page.getByRole('row').filter({ hasText: `120 days for ${key}` });
  await expect(asked).toContainText('asked, not signed');
  await expect(asked).toContainText('waits for a second person to sign it');
  await expect(page.getByRole('button', { name: /^Sign / })).toHaveCount(0);
  await expectAccessible(page);

  const bob = await bringColleague(browser, server.url, sender, ownApp);
  await bob.goto(windows);
  await bob.getByRole('button', { name: `Sign 120 days for ${key}` }).click();
  const sign = bob.getByRole('dialog', { name: `Sign 120 days for ${key}?` });
  await expect(sign.getByText('The provider gives keys out once a quarter.')).toBeVisible();
  await expectAccessible(bob);
  await sign.getByRole('button', { name: 'Sign window' }).click();
  await expect(sign).toBeHidden();
  await bob.context().close();

  await page.goto(`${board}&status=snoozed`);
  await expect(row).toContainText(`40 of 120 days · looser window set on ${ownApp.path}`);
  await page.getByRole('button', { name: `More for ${key}` }).click();
  await page.getByRole('menuitem', { name: 'End snooze…' }).click();
  await page.getByRole('button', { name: 'End snooze', exact: true }).click();
  await page.goto(`${server.url}/vault?scope=${ownApp.path}&secret=${key}`);
  const facts = page.getByRole('dialog', { name: key, exact: true });
  await expect(facts.getByText('40 of 120 days')).toBeVisible();
  await facts.getByRole('link', { name: 'Board' }).click();
  await expect(row).toContainText('due in 80 days');
});
