// Format, types and lint: each counts as one test.

import { runChild } from '../start/child.mjs';
import { addTotals, one } from './totals.mjs';

export async function checkFormatAndLint() {
  const prettier = 'node_modules/prettier/bin/prettier.cjs';
  const format = await passes(prettier, ['--check', '--log-level=warn', '.']);
  return addTotals(format, await passes('node_modules/eslint/bin/eslint.js', LINT));
}

const LINT = ['.', '--max-warnings=0'];

/** The types of routes and of style sheets are Next's own, generated first. */
export async function checkTypes() {
  const generated = await passes('node_modules/next/dist/bin/next', ['typegen']);
  if (generated.failed > 0) return generated;
  return passes('node_modules/typescript/bin/tsc', ['--noEmit', '--project', '.']);
}

async function passes(program, args) {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' };
  const { code } = await runChild(process.execPath, [program, ...args], { env });
  return one(code === 0 ? 'passed' : 'failed');
}
