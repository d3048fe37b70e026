// The journeys, by Playwright in a real Chromium against the production build.

import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runChild } from '../start/child.mjs';
import { findChromium } from './find-chromium.mjs';
import { playwrightTotals } from './totals.mjs';

/** @param {NodeJS.ProcessEnv} env */
export async function runEndToEnd(env) {
  const chromium = await findChromium();
  const folder = mkdtempSync(path.join(tmpdir(), 'keystow-e2e-'));
  // A PostgreSQL that root lends to another user has its files within.
  chmodSync(folder, 0o711);
  const report = path.join(folder, 'report.json');
  const args = ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json'];
  try {
    const { code } = await runChild(process.execPath, args, {
      env: {
        ...env,
        // What an interrupted journey leaves goes with the folder.
        TMPDIR: folder,
        PLAYWRIGHT_JSON_OUTPUT_FILE: report,
        ...(chromium ? { CHROMIUM_PATH: chromium } : {}),
      },
    });
    return playwrightTotals(report, code);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
