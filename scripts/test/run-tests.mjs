// The steps of `npm test`: all of them run, also after a failure, and the last line is the sum.

import { performance } from 'node:perf_hooks';
import { buildConsole } from '../start/build-console.mjs';
import { generateClient } from '../start/generate-client.mjs';
import { installPackages } from '../start/install-packages.mjs';
import { Failure, seconds } from '../start/progress.mjs';
import { isStopping, stopOnSignals } from '../start/stop.mjs';
import { checkFormatAndLint, checkTypes } from './check-code.mjs';
import { runEndToEnd } from './run-end-to-end.mjs';
import { runUnit } from './run-unit.mjs';
import { startPostgres } from './start-postgres.mjs';
import { addTotals, nothing, one, totalsLine } from './totals.mjs';

const KINDS = ['types', 'lint', 'unit', 'e2e'];
/** A PostgreSQL needs a moment to remove its files. */
const CHILD_GRACE_MS = 6_000;

/** @param {readonly string[]} asked */
export async function runTests(asked) {
  stopOnSignals({ childGraceMs: CHILD_GRACE_MS });
  const unknown = asked.filter((kind) => !KINDS.includes(kind));
  if (unknown.length > 0) {
    console.error(`Unknown: ${unknown.join(', ')}. Choose from ${KINDS.join(', ')}.`);
    process.exit(2);
  }
  const wanted = (kind) => asked.length === 0 || asked.includes(kind);
  let totals = nothing();
  const run = async (name, work) => {
    if (isStopping()) return;
    const counted = await heading(name, work);
    totals = addTotals(totals, counted);
  };

  await run('Preparing', () => prepare());
  let isBuilt = false;
  const build = async () => {
    await buildConsole();
    isBuilt = true;
    return nothing();
  };
  // Each of them has one thread; types are done first, and the next build needs a processor.
  const typesThenBuild = async () => {
    if (wanted('types')) await run('Types', checkTypes);
    if (wanted('e2e')) await run('Building the console', build);
  };
  await Promise.all([
    typesThenBuild(),
    wanted('lint') ? run('Format and lint', checkFormatAndLint) : null,
  ]);
  const postgres = wanted('unit') || wanted('e2e') ? await startPostgres() : null;
  if (postgres && !postgres.url) totals = addTotals(totals, one('skipped'));
  const env = { ...process.env, ...(postgres?.url ? { TEST_POSTGRES_URL: postgres.url } : {}) };
  if (wanted('unit')) await run('Architecture, unit and database tests', () => runUnit(env));
  if (isBuilt) await run('End-to-end tests', () => runEndToEnd(env));
  if (isStopping()) return;
  await postgres?.stop();
  console.log(`\n${totalsLine(totals)}`);
  process.exit(totals.failed > 0 ? 1 : 0);
}

async function prepare() {
  await installPackages();
  await generateClient();
  return nothing();
}

/** What throws counts as one failure; the steps after it still run. */
async function heading(name, work) {
  console.log(`\n── ${name}`);
  const begun = performance.now();
  try {
    return await work();
  } catch (error) {
    if (!isStopping()) console.error(error instanceof Failure ? error.message : error);
    return one('failed');
  } finally {
    if (!isStopping()) console.log(`── ${name}: ${seconds(performance.now() - begun)}`);
  }
}
