// The board of deliveries: who runs what, live, from a change to the last worker that has it.

import { randomBytes } from 'node:crypto';
import type { Page } from '@playwright/test';
import { readEvents } from '@/lib/testing/serve-rest';
import { expect, test } from './fixtures/console-test';
import { DESK, expectAccessible } from './fixtures/expect-accessible';
import { sealIn } from './fixtures/own-app';
import { queryConsole } from './fixtures/query-console';
import { callRest, makeToken } from './fixtures/rest';
import { SimulatedWorker } from './fixtures/simulated-worker';

const workers = (page: Page) => page.getByRole('region', { name: 'Workers' });
const behind = (page: Page, host: string) =>
  page
    .getByRole('list', { name: 'Not at the newest' })
    .getByRole('listitem')
    .filter({ hasText: host });

test('a secret of an app that is replaced is due until its workers are restarted', async ({
  adminPage: page,
  adminCookie,
  server: { url },
  ownApp,
}) => {
  const app = ownApp.path;
  const token = await makeToken(url, adminCookie);
  await page.goto(`${url}/deliveries?scope=${app}`);
  await expect(page.getByText(`keystow run --app ${app} -- node server.js`)).toBeVisible();
  await expectAccessible(page);

  await sealIn(url, { token }, ownApp, { key: 'OWN_KEY', value: 'canary-of-the-first' });
  const start = (host: string) => SimulatedWorker.start({ url, token, app, host, only: ['OWN_*'] });
  const [first, second] = [await start('web-1'), await start('web-2')];
  await expect(workers(page).getByText('All 2 run the newest')).toBeVisible();

  await sealIn(url, { token }, ownApp, { key: 'OWN_KEY', value: 'canary-of-the-second' });
  await expect(workers(page).getByText('0 of 2 run the newest')).toBeVisible();
  await expect(behind(page, 'web-1')).toContainText('OWN_KEY of the app (1 → 2)');
  await expect(behind(page, 'web-2')).toContainText('restart due');
  expect(await first.beat()).toBe('due');
  await expectAccessible(page);

  await page.setViewportSize(DESK);
  await page.getByRole('button', { name: 'Ask 2 workers to restart' }).click();
  await expect(page.getByText(`2 workers of ${app} asked to restart`)).toBeVisible();
  await expect(behind(page, 'web-2')).toContainText('asked to restart by admin@keystow.test');
  expect(await first.beat()).toBe('now');
  await expect(behind(page, 'web-1')).toContainText('restarting');
  await first.takeAnew();
  await expect(workers(page).getByText('1 of 2 run the newest')).toBeVisible();
  expect(await second.beat()).toBe('now');
  await second.takeAnew();
  await expect(workers(page).getByText('All 2 run the newest')).toBeVisible();

  const runs = page.getByRole('table', { name: /^Runs of/ });
  await expect(runs.getByRole('row').filter({ hasText: 'node on web-' })).toHaveCount(4);
  await runs.getByRole('button', { name: 'node on web-2' }).first().click();
  const sheet = page.getByRole('dialog', { name: 'node on web-2' });
  await expect(sheet.getByText('it says what its event in the audit log says')).toBeVisible();
  const row = sheet.getByRole('row').filter({ hasText: 'OWN_KEY' });
  await expect(row).toContainText(app);
  await expect(row.getByRole('cell').nth(1)).toContainText('2');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();

  await first.beat('ended');
  await expect(workers(page).getByText('All 1 run the newest')).toBeVisible();
  await page.getByText('Ended and gone').click();
  await expect(workers(page).getByText('web-1')).toBeVisible();
});

test('a secret of the platform counts to zero by itself, and a bad one stops at the first', async ({
  adminPage: page,
  adminCookie,
  server: { url },
  ownApp,
}) => {
  const app = ownApp.path;
  const token = await makeToken(url, adminCookie);
  const key = `PLATFORM_${randomBytes(4).toString('hex').toUpperCase()}`;
  const seal = async (value: string) => {
    const sealed = await callRest(url, { token }, 'POST', '/platform/secrets', { key, value });
    expect(sealed.status).toBeLessThan(300);
  };
  await seal('canary-of-the-platform');
  const all = [];
  for (const host of ['web-1', 'web-2', 'web-3']) {
    const started = { url, token, app, host, only: [key], maxUnavailable: 1 };
    all.push(await SimulatedWorker.start(started));
  }
  await page.goto(`${url}/deliveries?scope=${app}`);
  await expect(workers(page).getByText('All 3 run the newest')).toBeVisible();

  await seal('canary-that-is-bad');
  await expect(behind(page, 'web-3')).toContainText('restarts by itself');
  await expect(page.getByRole('button', { name: /^Ask/ })).toHaveCount(0);
  const [first, second, third] = all as [SimulatedWorker, SimulatedWorker, SimulatedWorker];
  expect(await first.beat()).toBe('now');
  await first.takeAnew('unhealthy');
  expect([await second.beat(), await third.beat()]).toEqual(['wait', 'wait']);
  await expect(workers(page).getByText(/The roll has stopped: the worker on web-1/)).toBeVisible();
  await expect(behind(page, 'web-2')).toContainText('waits for its turn');
  await expectAccessible(page);

  await seal('canary-that-is-good');
  for (const [at, worker] of all.entries()) {
    expect(await worker.beat(at === 0 ? 'unhealthy' : 'running')).toBe('now');
    await worker.takeAnew();
    const text = at === 2 ? 'All 3 run the newest' : `${at + 1} of 3 run the newest`;
    await expect(workers(page).getByText(text)).toBeVisible();
  }
  await expect(workers(page).getByText('roll has stopped')).toHaveCount(0);
});

test('a worker that falls silent is unknown, over a restart of the console too, until it is heard', async ({
  adminPage: page,
  adminCookie,
  server,
  ownApp,
}) => {
  const { url } = server;
  const app = ownApp.path;
  const token = await makeToken(url, adminCookie);
  const start = (host: string) =>
    SimulatedWorker.start({ url, token, app, host, only: ['NONE_*'] });
  const [silent, other] = [await start('web-silent'), await start('web-other')];
  await page.goto(`${url}/deliveries?scope=${app}`);
  await expect(workers(page).getByText('All 2 run the newest')).toBeVisible();
  const silence = (seconds: number) =>
    queryConsole(
      server,
      `UPDATE worker SET heartbeat_at = now() - interval '${seconds} s' WHERE host = 'web-silent'`,
    );
  await silence(60);
  await other.beat();
  await expect(behind(page, 'web-silent')).toContainText('unknown, last heard');
  await expect(workers(page).getByText('1 of 2 run the newest')).toBeVisible();
  await expectAccessible(page);

  await silence(1_000);
  await other.beat();
  await expect(workers(page).getByText('All 1 run the newest')).toBeVisible({ timeout: 60_000 });
  await page.getByText('Ended and gone').click();
  await expect(workers(page).getByText('gone: last heard')).toBeVisible();

  await silent.beat();
  await expect(workers(page).getByText('All 2 run the newest')).toBeVisible({ timeout: 60_000 });
});

test('changes come through as they happen, and a stop of the console ends the stream at once', async ({
  adminCookie,
  server,
  ownApp,
}) => {
  const { url } = server;
  const token = await makeToken(url, adminCookie);
  const stream = await readEvents(`${url}/api/v1/apps/${ownApp.path}/changes`, {
    authorization: `Bearer ${token}`,
    'accept-encoding': 'gzip, br',
  });
  expect(stream.answer.headers.get('content-encoding')).toBeNull();
  const first = await stream.next();
  await sealIn(url, { token }, ownApp, { key: 'OWN_KEY', value: 'canary-of-the-stream' });
  let next = await stream.next();
  // Other journeys change the platform meanwhile.
  while (next && next['app'] === first?.['app']) next = await stream.next();
  expect(Number(next?.['app'])).toBe(Number(first?.['app']) + 1);
  const [ended] = await Promise.all([server.stop(), expect(stream.next()).resolves.toBeNull()]);
  expect(ended).toMatchObject({ code: 0, signal: null });
  expect(ended.durationMs).toBeLessThan(10_000);
  await server.restart();
});
