import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const alias = { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') };

/** Tests that put something in the place of a module, for which they need modules to themselves. */
const MOCKING = ['components', 'lib', 'scripts'].flatMap((folder) =>
  readdirSync(path.join(import.meta.dirname, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.test\.tsx?$/.test(name))
    .map((name) => path.join(folder, name))
    .filter((name) =>
      readFileSync(path.join(import.meta.dirname, name), 'utf8').includes('vi.mock('),
    ),
);
const inBrowser = (name: string) => name.endsWith('.tsx') || name.startsWith('lib/client/');

/** Server rooms run under the `react-server` condition, where `server-only` is empty. */
const server = {
  resolve: { alias, conditions: ['react-server', 'node'] },
  ssr: {
    resolve: {
      conditions: ['react-server', 'node'],
      externalConditions: ['react-server', 'node'],
    },
  },
};

const serverTests = {
  // Vite sets it for its own ends; to the console it is a setting.
  env: { BASE_URL: '' },
  environment: 'node',
  testTimeout: 30_000,
  hookTimeout: 60_000,
} as const;

const browser = { plugins: [react()], resolve: { alias } };
const browserTests = {
  environment: 'jsdom',
  setupFiles: 'lib/testing/clean-page.ts',
} as const;

export default defineConfig({
  test: {
    globalSetup: 'scripts/test/build-command.mjs',
    // One more than the processors: files that wait for time-outs or for the database leave theirs to others.
    maxWorkers: availableParallelism() + 1,
    projects: [
      {
        ...server,
        test: {
          ...serverTests,
          name: 'server',
          // Files share what is loaded: half of the time went into loading it again for each.
          isolate: false,
          include: ['lib/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: ['lib/client/**', ...MOCKING],
        },
      },
      {
        ...server,
        test: {
          ...serverTests,
          name: 'mocked',
          include: MOCKING.filter((name) => !inBrowser(name)),
        },
      },
      {
        ...browser,
        test: {
          ...browserTests,
          name: 'browser',
          // As above. An action of a form that a test leaves unanswered holds up those of the files after it.
          isolate: false,
          include: ['components/**/*.test.tsx', 'lib/client/**/*.test.ts'],
          exclude: MOCKING,
        },
      },
      {
        ...browser,
        test: { ...browserTests, name: 'mocked browser', include: MOCKING.filter(inBrowser) },
      },
    ],
  },
});
