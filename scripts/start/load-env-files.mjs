// Reads `.env` and its variants as Next does, before anything else reads the environment.

import { createRequire } from 'node:module';

/** Variables that are set already keep their value, also when it is empty. */
export async function loadEnvFiles(dev) {
  const fromNext = createRequire(createRequire(import.meta.url).resolve('next/package.json'));
  fromNext('@next/env').loadEnvConfig(process.cwd(), dev, { info: () => {}, error: console.error });
}
