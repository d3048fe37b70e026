// The journeys: a real Chromium against the production build, on each kind of database.

import { availableParallelism } from 'node:os';
import { defineConfig } from '@playwright/test';
import type { DatabaseChoice } from './e2e/fixtures/console-server';

const chromium = process.env.CHROMIUM_PATH;

/** What the others show is decided above the services, which are tested on each database themselves. */
const ON_EACH_DATABASE = ['first-secret.spec.ts'];

export default defineConfig<object, { database: DatabaseChoice }>({
  testDir: 'e2e',
  globalSetup: './e2e/fixtures/make-database.ts',
  forbidOnly: true,
  retries: 0,
  // Each with a console and a browser of its own.
  // One more than the processors: journeys wait for clocks and for workers meanwhile.
  workers: availableParallelism() + 1,
  timeout: 300_000,
  // Machines differ: what is waited for is awaited, and comes in its own time.
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: {
    // A trace, a video or a picture of a failure would keep values.
    actionTimeout: 20_000,
    trace: 'off',
    video: 'off',
    screenshot: 'off',
    launchOptions: {
      ...(chromium ? { executablePath: chromium } : {}),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'embedded', use: { database: 'embedded' } },
    ...(process.env.TEST_POSTGRES_URL
      ? [
          {
            name: 'postgres',
            testMatch: ON_EACH_DATABASE,
            use: { database: 'postgres' as const },
          },
        ]
      : []),
  ],
});
