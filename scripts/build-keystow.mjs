// The first half of `npm run keystow -- …`: brings dist/keystow.mjs up to date. Runs before anything is
// installed, so it imports nothing but Node until that is known.

import { existsSync } from 'node:fs';

if (!existsSync('node_modules/.package-lock.json')) {
  console.error('keystow: Keystow is not installed here yet. Run npm ci, or npm start, first.');
  process.exit(1);
}

// Standard output belongs to the command.
console.log = console.error;
const { generateClient } = await import('./start/generate-client.mjs');
const { buildCli } = await import('./start/build-cli.mjs');
await generateClient();
await buildCli();
