// Builds the console with Next when a source of it has changed since the last build.

import { rmSync, writeFileSync } from 'node:fs';
import { runChild } from './child.mjs';
import { contentHash, readMarker } from './content-hash.mjs';
import { Failure, step } from './progress.mjs';

const MARKER = '.next/keystow-build';
const SOURCES = [
  'app',
  'components',
  'lib',
  'public',
  'proxy.ts',
  'instrumentation.ts',
  'next.config.mjs',
  'postcss.config.mjs',
  'prisma/schema.prisma',
  'tsconfig.json',
  'package-lock.json',
];

/** Tests, and the client that `prisma/schema.prisma` stands for, are not part of a build. */
function isNoSource(relative) {
  return (
    relative === 'lib/testing' ||
    relative === 'lib/db/generated' ||
    /\.test\.tsx?$/.test(relative) ||
    /(^|\/)\.[^/]*$/.test(relative)
  );
}

/** Production only: development compiles what is asked for. */
export async function buildConsole() {
  const hash = contentHash(SOURCES, isNoSource);
  if (readMarker(MARKER) === hash) return;
  await step('Building the console (about half a minute)', async () => {
    rmSync(MARKER, { force: true });
    const args = ['node_modules/next/dist/bin/next', 'build'];
    const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
    const { code, signal, output } = await runChild(process.execPath, args, {
      env,
      output: 'keep',
    });
    if (code !== 0) throw new Failure(`${output}\nThe build ended with ${signal ?? code}.`);
    writeFileSync(MARKER, hash);
  });
}
