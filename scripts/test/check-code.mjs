// Format, types and lint: each counts as one test.

import { runChild } from '../start/child.mjs';
import { one } from './totals.mjs';

export async function checkFormat() {
  return passes('node_modules/prettier/bin/prettier.cjs', ['--check', '--log-level=warn', '.']);
}

/** The types of routes and of style sheets are Next's own, generated first. */
export async function checkTypes() {
  const generated = await passes('node_modules/next/dist/bin/next', ['typegen']);
  if (generated.failed > 0) return generated;
  return passes('node_modules/typescript/bin/tsc', ['--noEmit', '--project', '.']);
}

export async function checkLint() {
  return passes('node_modules/eslint/bin/eslint.js', ['.', '--max-warnings=0']);
}

async function passes(program, args) {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' };
  const { code } = await runChild(process.execPath, [program, ...args], { env });
  return one(code === 0 ? 'passed' : 'failed');
}
