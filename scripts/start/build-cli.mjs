// Builds the `keystow` command and the `keystow/client` package, a file each, when a source has changed.

import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { contentHash, readMarker } from './content-hash.mjs';
import { step } from './progress.mjs';

/** What is built from where; the command can be executed. */
const OUTPUTS = [
  { entry: 'lib/cli/main.ts', output: 'dist/keystow.mjs', mode: 0o755 },
  { entry: 'lib/cli/in-process/take-delivery.ts', output: 'dist/client.mjs', mode: 0o644 },
];
/** Has no imports: TypeScript finds it beside the package as it is. */
export const CLIENT_TYPES = {
  source: 'lib/cli/in-process/client-interface.ts',
  output: 'dist/client.d.mts',
};
const MARKER = 'dist/.keystow-build';
const SOURCES = ['lib', 'package-lock.json', 'tsconfig.json', 'scripts/start/build-cli.mjs'];
/** Rooms of the console that no command reaches. */
const NOT_IN_IT = ['lib/testing', 'lib/api', 'lib/actions', 'lib/auth'];

/**
 * Native, large or with files of their own: they stay in node_modules. Loaded when a command first needs
 * them, so that the others start fast and without them.
 */
const BESIDE =
  /^(@aws-sdk\/|@electric-sql\/|@next\/env$|@node-rs\/|@prisma\/|@smithy\/|@zxcvbn-ts\/|google-auth-library$|pg$|pino$)/;

function isNoSource(relative) {
  return NOT_IN_IT.includes(relative) || /\.test\.tsx?$/.test(relative);
}

export async function buildCli() {
  const hash = contentHash(SOURCES, isNoSource);
  if (readMarker(MARKER) === hash) return;
  await step('Building the keystow command', async () => {
    const texts = await Promise.all(OUTPUTS.map(({ entry }) => bundle(entry)));
    mkdirSync('dist', { recursive: true });
    rmSync(MARKER, { force: true });
    for (const [at, { output, mode }] of OUTPUTS.entries()) writeWhole(output, texts[at], mode);
    writeWhole(CLIENT_TYPES.output, readFileSync(CLIENT_TYPES.source), 0o644);
    writeFileSync(MARKER, hash);
  });
}

/** Renamed, so that nobody runs half of it. */
function writeWhole(output, content, mode) {
  const unfinished = `${output}.${process.pid}`;
  writeFileSync(unfinished, content, { mode });
  renameSync(unfinished, output);
}

async function bundle(entry) {
  const { build } = await import('esbuild');
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    // Where `server-only` is empty.
    conditions: ['react-server'],
    define: { KEYSTOW_VERSION: JSON.stringify(version) },
    // What CommonJS packages in the bundle call.
    banner: {
      js: `#!/usr/bin/env node\nimport { createRequire as requireFrom } from 'node:module';\nconst require = requireFrom(import.meta.url);`,
    },
    plugins: [loadedWhenNeeded],
    logLevel: 'warning',
    absWorkingDir: path.resolve('.'),
  });
  return outputFiles[0].contents;
}

/** A static import of an external package would load it at the start, whatever the command. */
const loadedWhenNeeded = {
  name: 'loaded when needed',
  setup(build) {
    build.onResolve({ filter: BESIDE }, ({ path: name, kind, namespace }) => {
      if (kind === 'import-statement') return { path: name, namespace: 'beside' };
      return namespace === 'beside' || kind === 'dynamic-import'
        ? { path: name, external: true }
        : null;
    });
    build.onLoad({ filter: /.*/, namespace: 'beside' }, ({ path: name }) => ({
      contents: `module.exports = require(${JSON.stringify(name)});`,
    }));
  },
};
