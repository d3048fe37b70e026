// A leak in a browser: a pasted value is found, revoked, replaced, followed to its last worker and closed.

import type { Page } from '@playwright/test';
import { bringColleague } from './fixtures/bring-colleague';
import { newCanary } from './fixtures/canary';
import { expect, test } from './fixtures/console-test';
import { DESK, expectAccessible } from './fixtures/expect-accessible';
import { sealIn } from './fixtures/own-app';
import { callRest, makeToken, type Sender } from './fixtures/rest';
import { searchConsole } from './fixtures/search-console';
import { SimulatedWorker } from './fixtures/simulated-worker';

/** The rotation of a case, from a new value to an exception that somebody else signs. */
async function answerIt(
  url: string,
  [asker, signer]: readonly [Sender, Sender],
  run: string,
  key: string,
  moved: () => Promise<void>,
): Promise<void> {
  const act = async (sender: Sender, path: string, body?: object) => {
    const { status, text } = await callRest(
      url,
      sender,
      'POST',
      `/rotation/runs/${run}${path}`,
      body,
    );
    if (status >= 300) throw new Error(`${path}: ${text}`);
  };
  await act(asker, '/revoke', { key, early: true });
  await act(asker, '/values', { key, value: newCanary('new') });
  await act(asker, '/promote');
  await moved();
  await act(asker, '/exception', { reason: 'The issuer has no way to try a value.' });
  const { json } = await callRest(url, signer, 'GET', `/rotation/runs/${run}`);
  const { askedAt } = json['exception'] as { askedAt: string };
  await act(signer, '/exception/sign', { askedAt });
}

const stepButton = (page: Page, name: string) =>
  page.getByRole('list', { name: 'Steps' }).getByRole('button', { name: new RegExp(name) });

test('a pasted value leads to its secret, and its case to a proof', async ({
  adminPage: page,
  adminCookie,
  server,
  ownApp,
  browser,
  witness,
}) => {
  const { url } = server;
  const owner = { cookie: adminCookie };
  const token = await makeToken(url, adminCookie);
  const canary = newCanary('leaked');
  await sealIn(url, owner, ownApp, { key: 'LEAKED_KEY', value: canary });
  await sealIn(url, owner, ownApp, { key: 'BESIDE_KEY', value: newCanary('beside') });
  const bob = await (await bringColleague(browser, url, owner, ownApp)).context().cookies();
  const colleague = { cookie: bob.map((one) => `${one.name}=${one.value}`).join('; ') };
  const app = ownApp.path;
  // These alone: what other journeys left on the platform would be delivered together with them.
  const only = ['LEAKED_KEY', 'BESIDE_KEY'];
  const worker = await SimulatedWorker.start({ url, token, app, host: 'web-1', only });
  await page.setViewportSize(DESK);

  await page.goto(`${url}/leaks?scope=${app}`);
  await expectAccessible(page);
  await page.getByLabel('Suspected value').fill('nobody has this value');
  await page.getByRole('button', { name: 'Find its secret' }).click();
  await expect(page.getByText('No value within your reach is this one.')).toBeVisible();
  await page.getByLabel('Suspected value').fill(canary);
  await page.getByRole('button', { name: 'Find its secret' }).click();
  const found = page.getByRole('list', { name: 'Secrets of that value' });
  await expect(found).toContainText('LEAKED_KEY');
  await expect(page.getByLabel('Suspected value')).toHaveValue('');
  await found.getByRole('link', { name: 'Open a case' }).click();
  await page.getByLabel('Where it was found').fill('in a public repository');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Open the case' }).click();

  await expect(page.getByRole('heading', { name: 'Leak of LEAKED_KEY' })).toBeVisible();
  await expect(page.getByText(/^uncontained for/)).toBeVisible();
  await expectAccessible(page);
  const menu = page.getByRole('navigation', { name: 'Main' });
  await page.getByRole('button', { name: 'Start its rotation' }).click();
  const way = page.getByRole('link', { name: 'Revoke it in its rotation' });
  const run = /rot_[0-9a-z]+/.exec((await way.getAttribute('href')) ?? '')?.[0] ?? '';
  await stepButton(page, 'Convergence').click();
  await expect(
    page.getByRole('list', { name: 'Workers that hold an exposed version' }),
  ).toContainText('web-1');
  await answerIt(url, [owner, colleague], run, 'LEAKED_KEY', () => worker.takeAnew());
  // The console looks once a minute, whether anybody does or not.
  await expect(page.getByText(/^contained in/)).toBeVisible({ timeout: 100_000 });

  await stepButton(page, 'Review').click();
  await expect(page.getByRole('table', { name: 'Deliveries of exposed versions' })).toContainText(
    'web-1',
  );
  await expectAccessible(page);
  await page.getByLabel('What was found').fill('No use of it but ours in the logs of its issuer.');
  await page.getByRole('button', { name: 'Keep the review' }).click();
  await expect(page.getByText('Review kept')).toBeVisible();

  await stepButton(page, 'Neighbours').click();
  await page.getByLabel(/^All \d+ undecided/).check();
  await page.getByRole('radio', { name: /^Leave/ }).check();
  await page.getByLabel('Reason').fill('It was not in that file.');
  await page.getByRole('button', { name: /^Leave \d+ secret/ }).click();
  await expect(page.getByText('It was not in that file.').first()).toBeVisible();
  await expectAccessible(page);

  await stepButton(page, 'Advisory').click();
  await expect(page.getByRole('textbox', { name: /^Advisory/ })).not.toHaveValue('');
  await expectAccessible(page);
  await page.getByRole('radio', { name: 'Nobody outside has to act' }).check();
  await page.getByLabel('Why nobody has to').fill('Used by us alone.');
  await page.getByRole('button', { name: 'Keep the decision' }).click();

  await page.getByRole('button', { name: 'Close the case' }).click();
  await expect(page.getByRole('heading', { name: 'Closed with its proof' })).toBeVisible();
  await expectAccessible(page);
  await page.goto(`${url}/leaks?scope=${app}&state=closed`);
  await expect(page.getByRole('row').filter({ hasText: 'LEAKED_KEY' })).toContainText('closed');
  await expect(menu.getByRole('link', { name: 'Leaks', exact: true }).first()).toBeVisible();

  await witness.look(page);
  expect(await witness.search([canary])).toEqual([]);
  expect(await searchConsole(server, [canary])).toEqual([]);
});
