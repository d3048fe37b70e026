// The audit page: read, narrowed, verified; a row that somebody edited in the database is found.

import { Client } from 'pg';
import { expect, test } from './fixtures/console-test';
import { expectAccessible } from './fixtures/expect-accessible';
import { sealIn } from './fixtures/own-app';

const EDIT = `UPDATE audit_event SET text = replace(text, $2, $3)
               WHERE target_id IS NOT NULL AND text LIKE '%' || $1 || '%' AND action = 'secret.created'`;

test('what was done is found in the log, and a row that was edited is found out', async ({
  adminPage: page,
  adminCookie,
  server,
  ownApp,
}) => {
  await sealIn(server.url, { cookie: adminCookie }, ownApp, { key: 'AUDITED_KEY', value: 'x' });
  await page.goto(`${server.url}/audit?scope=${ownApp.path}&below=1`);
  const rows = page.getByRole('table', { name: 'Events' }).getByRole('row');
  await expect(rows.filter({ hasText: 'secret.created' })).toContainText('AUDITED_KEY');
  await page
    .getByRole('button', { name: /^Details of event/ })
    .first()
    .click();
  await expect(page.getByText('request', { exact: true })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'AUDITED_KEY' }).click();
  await expect(page).toHaveURL(/target=sec_/);

  const verify = async (says: string) => {
    await page.getByRole('button', { name: 'Verify log' }).click();
    await expect(page.getByRole('dialog')).toContainText(says);
    await page.getByRole('button', { name: 'Close' }).click();
  };
  await verify('The log is what was written.');
  if (server.databaseUrl === undefined) return;
  const client = new Client({ connectionString: server.databaseUrl });
  await client.connect();
  const edit = (from: string, to: string) =>
    client.query(EDIT, ['AUDITED_KEY', `"action":"${from}"`, `"action":"${to}"`]);
  await edit('secret.created', 'secret.deleted');
  await verify('The text of an event was changed after it was written.');
  await edit('secret.deleted', 'secret.created');
  await client.end();
  await verify('The log is what was written.');
});
