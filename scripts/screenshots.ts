// `npm run screenshots`: the pictures of the README, taken of the demonstration in a real Chromium.

import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { startConsole, type ConsoleServer } from '@/e2e/fixtures/console-server';
import { signInOverHttp } from '@/e2e/fixtures/sign-in';
import { findChromium } from './test/find-chromium.mjs';

const FOLDER = 'docs/screenshots';
const BYTES_MAX = 150_000;

const WIDE = { width: 1280, height: 640 };
const DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

const DEMO = { email: 'demo@keystow.test', password: 'keystow demo console' };

interface Picture {
  readonly file: string;
  readonly address: string;
  readonly theme: 'light' | 'dark';
  readonly size: { readonly width: number; readonly height: number };
  /** Resolves when the page shows what the picture is of. */
  readonly ready: (page: Page) => Promise<void>;
}

const APP = 'payments.production.billing';
const listed = (page: Page) =>
  page.getByRole('button', { name: 'STRIPE_KEY', exact: true }).waitFor();
const opened = (page: Page) =>
  page.getByRole('dialog').getByRole('listitem').filter({ hasText: 'current' }).waitFor();
const headed = (page: Page) => page.getByRole('heading', { level: 1 }).waitFor();

/** Goes from a list into what is named so. */
const firstOf = (name: string) => async (page: Page) => {
  await page.getByRole('link', { name }).first().click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await page.mouse.move(0, 0);
  await page.waitForLoadState('networkidle');
};

/** The rows of the board and its chart come after its page. */
const dated = async (page: Page) => {
  await page
    .getByText(/overdue, was due/)
    .first()
    .waitFor();
  await page.getByText('Falls due in the coming').waitFor();
};

const VAULT = { address: `/vault?scope=${APP}`, ready: listed };

const PICTURES: readonly Picture[] = [
  { ...VAULT, file: 'vault-light', theme: 'light', size: WIDE },
  { ...VAULT, file: 'vault-dark', theme: 'dark', size: WIDE },
  { ...VAULT, file: 'vault-phone', theme: 'light', size: PHONE },
  {
    ...{ file: 'secret-light', theme: 'light', size: DESK, ready: opened },
    address: `/vault?scope=${APP}&secret=STRIPE_KEY`,
  },
  { file: 'keys-light', address: '/keys', theme: 'light', size: WIDE, ready: headed },
  {
    file: 'rotation-light',
    address: `/rotation?scope=payments`,
    theme: 'light',
    size: DESK,
    ready: dated,
  },
  {
    file: 'run-light',
    address: '/rotation/runs',
    theme: 'light',
    size: DESK,
    ready: firstOf('Stripe'),
  },
  { file: 'leak-dark', address: '/leaks', theme: 'dark', size: DESK, ready: firstOf('OPENAI') },
];

mkdirSync(FOLDER, { recursive: true });
const executablePath = await findChromium();
process.stdout.write('Starting the demonstration; a first build takes a minute.\n');
const server = await startConsole({
  database: 'embedded',
  command: 'demo',
  env: { KEYSTOW_ADMIN_EMAIL: DEMO.email, KEYSTOW_ADMIN_PASSWORD: DEMO.password },
});
try {
  const browser = await chromium.launch({
    args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'],
    ...(executablePath ? { executablePath } : {}),
  });
  const cookie = await signInOverHttp(server.url, DEMO);
  for (const picture of PICTURES) await take(browser, server, cookie, picture);
  await browser.close();
} finally {
  await server.dispose();
}

/** Each in a browser of its own, so that none shows what another one left. */
async function take(
  browser: Browser,
  { url }: ConsoleServer,
  cookie: string,
  { file, address, theme, size, ready }: Picture,
): Promise<void> {
  const context = await browser.newContext({
    viewport: size,
    colorScheme: theme,
    reducedMotion: 'reduce',
    locale: 'en-US',
    timezoneId: 'UTC',
  });
  const [name, value] = cookie.split(/=(.*)/s) as [string, string];
  await context.addCookies([{ name, value, url }]);
  const page = await context.newPage();
  await page.goto(`${url}${address}`);
  await ready(page);
  await page.evaluate(() => document.fonts.ready);
  const target = path.join(FOLDER, `${file}.png`);
  await page.screenshot({ path: target, animations: 'disabled' });
  await context.close();
  const { size: bytes } = statSync(target);
  process.stdout.write(`${target}  ${Math.ceil(bytes / 1000)} kB\n`);
  if (bytes > BYTES_MAX) throw new Error(`${target} is larger than ${BYTES_MAX / 1000} kB.`);
}
