import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const alias = { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') };

/** Server rooms run under the `react-server` condition, where `server-only` is empty. */
export default defineConfig({
  test: {
    // All processors: vitest itself has little to do while the files run.
    maxWorkers: '100%',
    projects: [
      {
        resolve: { alias, conditions: ['react-server', 'node'] },
        ssr: {
          resolve: {
            conditions: ['react-server', 'node'],
            externalConditions: ['react-server', 'node'],
          },
        },
        test: {
          name: 'server',
          // Vite sets it for its own ends; to the console it is a setting.
          env: { BASE_URL: '' },
          environment: 'node',
          include: ['lib/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: ['lib/client/**'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        plugins: [react()],
        resolve: { alias },
        test: {
          name: 'browser',
          environment: 'jsdom',
          include: ['components/**/*.test.tsx', 'lib/client/**/*.test.ts'],
        },
      },
    ],
  },
});
