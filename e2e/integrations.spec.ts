// Integrations: made by schema, a missing platform secret sealed from where it is missed, then delivered.

import { randomBytes } from 'node:crypto';
import type { Page } from '@playwright/test';
import { newCanary } from './fixtures/canary';
import { expect, test } from './fixtures/console-test';
import { expectAccessible } from './fixtures/expect-accessible';
import { callRest, makeToken } from './fixtures/rest';
import { runKeystow } from './fixtures/run-keystow';
import { searchConsole } from './fixtures/search-console';

const CHILD = `
  const { room, token } = JSON.parse(process.env.INTEGRATION_MY_CHAT);
  process.stdout.write(room + ' ' + token.length);`;

/** Names of the platform are shared by all journeys. */
const newSecretName = () => `CHAT_${randomBytes(4).toString('hex').toUpperCase()}`;

const schemaOf = (platformSecret: string) => ({
  type: 'object',
  properties: {
    room: { type: 'string', pattern: '^#', description: 'Where it writes.' },
    token: { type: 'string', platformSecret },
  },
  required: ['room', 'token'],
});

async function openForm(page: Page, schema: object) {
  await page.getByRole('button', { name: 'Make integration' }).first().click();
  const sheet = page.getByRole('dialog', { name: 'Make integration' });
  await sheet.getByLabel('Slug').fill('my-chat');
  await sheet.getByLabel('Name', { exact: true }).fill('Chat');
  await sheet.getByLabel('Schema').fill(JSON.stringify(schema, null, 2));
  return sheet;
}

test('an integration whose platform secret is missing says so, gets it sealed, and is delivered', async ({
  adminPage: page,
  adminCookie,
  ownApp,
  server,
  witness,
}) => {
  const value = newCanary('chat');
  const secret = newSecretName();
  await page.goto(`${server.url}/integrations?scope=${ownApp.path}`);
  const sheet = await openForm(page, schemaOf(secret));
  await sheet.getByLabel('room').fill('alerts');
  await sheet.getByRole('button', { name: 'Make integration' }).click();
  await expect(sheet.getByRole('alert')).toContainText('/room: It must match pattern');
  await sheet.getByLabel('room').fill('#alerts');
  await sheet.getByRole('button', { name: 'Make integration' }).click();
  await expect(sheet).toBeHidden();
  const listed = page.getByRole('row').filter({ hasText: 'INTEGRATION_MY_CHAT' });
  await expect(listed).toContainText('1 of 1 missing');

  const token = await makeToken(server.url, adminCookie);
  const key = await callRest(server.url, { token }, 'GET', '/server-key');
  const settings = {
    KEYSTOW_URL: server.url,
    KEYSTOW_TOKEN: token,
    KEYSTOW_SERVER_KEY: String(key.json['current']),
  };
  const app = ['run', '--app', ownApp.path, '--only', 'INTEGRATION_*', '--'];
  const args = [...app, process.execPath, '-e', CHILD];
  const refused = await runKeystow(server, args, settings);
  expect(refused.code).toBe(125);
  expect(refused.stderr).toContain(
    `The property token of the integration my-chat in ${ownApp.path} is filled from ${secret}`,
  );

  await page.getByRole('button', { name: 'Chat', exact: true }).click();
  const facts = page.getByRole('dialog', { name: 'Chat', exact: true });
  await facts.getByRole('link', { name: 'Seal it' }).click();
  const seal = page.getByRole('dialog', { name: 'Seal secret' });
  await expect(seal.getByLabel('Name', { exact: true })).toHaveValue(secret);
  await seal.getByLabel('Value', { exact: true }).fill(value);
  await seal.getByRole('button', { name: 'Seal secret' }).click();
  await expect(seal).toBeHidden();

  await page.goto(`${server.url}/integrations?scope=${ownApp.path}`);
  await expect(listed).toContainText('all present');
  const ran = await runKeystow(server, args, settings);
  expect(ran).toMatchObject({ code: 0, stdout: `#alerts ${value.length}` });

  await witness.look(page);
  const hits = await witness.search([value]);
  // What was typed went out in the one request that sealed it.
  expect(hits.filter(({ place }) => place.startsWith('answer'))).toEqual([]);
  expect(await searchConsole(server, [value])).toEqual([]);
  expect(refused.stderr + ran.stdout + ran.stderr).not.toContain('canary-chat');
});

test('a schema is explained at its place, changed and deleted, on desk and phone', async ({
  adminPage: page,
  ownApp,
  server,
}) => {
  await page.goto(`${server.url}/integrations?scope=${ownApp.path}`);
  await expect(page.getByText('Integrations belong here')).toBeVisible();
  await expectAccessible(page);
  const secret = newSecretName();
  const sheet = await openForm(page, { ...schemaOf(secret), $id: 'https://elsewhere.invalid/' });
  await expectAccessible(page);
  await sheet.getByLabel('room').fill('#a');
  await sheet.getByRole('button', { name: 'Make integration' }).click();
  await expect(sheet.getByText('/$id: This is no keyword')).toBeVisible();
  await sheet.getByLabel('Schema').fill('{ "type": ');
  await sheet.getByRole('button', { name: 'Make integration' }).click();
  await expect(sheet.getByText('This is no JSON')).toBeVisible();
  await sheet.getByLabel('Schema').fill(JSON.stringify(schemaOf(secret)));
  await sheet.getByLabel('room').fill('#a');
  await sheet.getByRole('button', { name: 'Make integration' }).click();
  await expect(sheet).toBeHidden();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Chat', exact: true }).click();
  const facts = page.getByRole('dialog', { name: 'Chat', exact: true });
  await expect(facts.getByText('missing', { exact: true })).toBeVisible();
  await expectAccessible(page);
  await facts.getByRole('button', { name: 'Change' }).click();
  const change = page.getByRole('dialog', { name: 'Change Chat' });
  await expect(change.getByLabel('room')).toHaveValue('#a');
  await change.getByLabel('room').fill('#b');
  await change.getByRole('button', { name: 'Save integration' }).click();
  await expect(facts).toContainText('#b');
  await facts.getByRole('button', { name: 'Delete…' }).click();
  await page.getByRole('button', { name: 'Delete integration' }).click();
  await expect(page.getByText('Integrations belong here')).toBeVisible();
});
