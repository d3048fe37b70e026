// Generates the Prisma client when the schema or Prisma itself has changed since the last time.

import { existsSync, writeFileSync } from 'node:fs';
import { runChild } from './child.mjs';
import { contentHash, readMarker } from './content-hash.mjs';
import { Failure, step } from './progress.mjs';

const CLIENT = 'lib/db/generated/client.ts';
const MARKER = 'lib/db/generated/.keystow-schema';
const SOURCES = [
  'prisma/schema.prisma',
  'prisma.config.ts',
  'node_modules/prisma/package.json',
  'node_modules/@prisma/client/package.json',
];

export async function generateClient() {
  const hash = contentHash(SOURCES);
  if (existsSync(CLIENT) && readMarker(MARKER) === hash) return;
  await step('Generating the database client', async () => {
    const env = { ...process.env, CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1' };
    const args = ['node_modules/prisma/build/index.js', 'generate'];
    const { code, output } = await runChild(process.execPath, args, { env, output: 'keep' });
    if (code !== 0) throw new Failure(`${output}\nThe database client could not be generated.`);
    writeFileSync(MARKER, hash);
  });
}
