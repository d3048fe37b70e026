// The audit page: read, narrowed, verified, sent elsewhere; what somebody edited is found there and offline.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { expect, test } from './fixtures/console-test';
import { expectAccessible } from './fixtures/expect-accessible';
import { openNoteReceiver } from './fixtures/note-receiver';
import { sealIn } from './fixtures/own-app';
import { callRest, makeToken } from './fixtures/rest';
import { runKeystow } from './fixtures/run-keystow';

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

test('a checkpoint is posted to somebody who keeps it, and finds out an edited file offline', async ({
  adminPage: page,
  adminCookie,
  server,
}) => {
  const receiver = await openNoteReceiver();
  const folder = await mkdtemp(path.join(tmpdir(), 'keystow-journey-'));
  const file = (name: string) => path.join(folder, name);
  try {
    await page.goto(`${server.url}/audit?view=checkpoints`);
    await page.getByRole('button', { name: 'Add address' }).click();
    const dialog = page.getByRole('dialog', { name: 'Post checkpoints to an address' });
    await dialog.getByLabel('Address').fill('https://10.0.0.1/');
    await dialog.getByRole('button', { name: 'Add address' }).click();
    await expect(dialog).toContainText('That address is private');
    await dialog.getByLabel('Address').fill(receiver.url);
    await dialog.getByRole('button', { name: 'Add address' }).click();
    const entry = page.getByRole('list', { name: 'Addresses' }).getByRole('listitem');
    receiver.answerWith(503);
    await entry.getByRole('button', { name: 'Post now' }).click();
    await expect(entry).toContainText('it answered with status 503');
    await expectAccessible(page);
    receiver.answerWith(200);
    await entry.getByRole('button', { name: 'Post now' }).click();
    await expect(entry).not.toContainText('503');
    await expect(entry).toContainText(/\d+ events/);

    const key = await page.getByText(/^keystow-audit\//).textContent();
    const settings = {
      KEYSTOW_URL: server.url,
      KEYSTOW_TOKEN: await makeToken(server.url, adminCookie),
    };
    const exported = ['audit', 'export', '--output', file('log.jsonl')];
    expect((await runKeystow(server, exported, settings)).code).toBe(0);
    const head = JSON.parse((await readFile(file('log.jsonl'), 'utf8')).split('\n')[0]!) as {
      size: string;
    };
    const signed = await callRest(
      server.url,
      { cookie: adminCookie },
      'GET',
      '/audit/checkpoint?limit=200',
    );
    const items = signed.json['items'] as { size: string; note: string }[];
    await writeFile(file('kept'), items.find(({ size }) => size === head.size)!.note);
    const pinned = ['--key', key!, '--checkpoint', file('kept')];
    const offline = async () =>
      (await runKeystow(server, ['audit', 'verify', file('log.jsonl'), ...pinned])).code;
    expect(await offline()).toBe(0);
    await writeFile(file('kept'), receiver.notes.at(-1)!);
    // Equal, but for what happened since it was posted.
    expect([0, 2]).toContain(await offline());
    const lines = (await readFile(file('log.jsonl'), 'utf8')).split('\n');
    const edited = lines.with(3, lines[3]!.replace(/[0-9a-f]{6}/, 'abcdef'));
    await writeFile(file('log.jsonl'), edited.join('\n'));
    expect(await offline()).toBe(1);

    await entry.getByRole('button', { name: /^Remove/ }).click();
    await page.getByRole('button', { name: 'Remove address' }).click();
    await expect(page.getByText('Nowhere yet.')).toBeVisible();
  } finally {
    receiver.close();
    await rm(folder, { recursive: true });
  }
});

test('refusals are counted, and retention says what goes before it is shortened', async ({
  adminPage: page,
  adminCookie,
  server,
  ownApp,
}) => {
  const owner = { cookie: adminCookie };
  const made = await callRest(server.url, owner, 'POST', '/tokens', {
    name: 'lister',
    permissions: ['secrets:list'],
  });
  const token = made.json['token'] as string;
  const body = { key: 'REFUSED_KEY', value: 'x' };
  const refused = await callRest(
    server.url,
    { token },
    'POST',
    `/apps/${ownApp.path}/secrets`,
    body,
  );
  expect(refused.status).toBe(403);
  await page.goto(`${server.url}/audit?view=refusals`);
  const row = page.getByRole('table', { name: 'Refusals' }).getByRole('row').filter({
    hasText: ownApp.path,
  });
  await expect(row).toContainText('secrets:write');
  await expect(page.getByRole('img', { name: /^Refusals by the day/ })).toBeVisible();
  await expectAccessible(page);
  await row.getByRole('button', { name: 'lister' }).click();
  await expect(page.getByRole('table', { name: 'Events' })).toContainText('access.denied');

  await page.getByRole('tab', { name: 'Retention' }).click();
  await page.getByRole('button', { name: 'Change retention' }).click();
  await page.getByLabel('Keep texts for how many days').fill('365');
  await expect(page.getByText('No text is older than that now.')).toBeVisible();
  await page.getByRole('button', { name: 'Set retention' }).click();
  await page.getByLabel('Type erase after 365 days to confirm').fill('erase after 365 days');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Set retention' }).click();
  await expect(page.getByText('The texts of events are kept for 365 days.')).toBeVisible();
  await page.getByRole('button', { name: 'Change retention' }).click();
  await page.getByLabel('Keep texts for how many days').fill('');
  await page.getByRole('button', { name: 'Set retention' }).click();
  await expect(page.getByText('Events are kept for ever.')).toBeVisible();
});
