// Everything that vitest runs: architecture, unit and database tests.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runChild } from '../start/child.mjs';
import { vitestTotals } from './totals.mjs';

/** @param {NodeJS.ProcessEnv} env */
export async function runUnit(env) {
  const folder = mkdtempSync(path.join(tmpdir(), 'keystow-unit-'));
  const report = path.join(folder, 'report.json');
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json'];
  try {
    const { code } = await runChild(process.execPath, [...args, `--outputFile.json=${report}`], {
      env: { ...env, NODE_ENV: 'test' },
    });
    return vitestTotals(report, code);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
