// Which Chromium the journeys run in; one is brought in where there is none.

import { existsSync } from 'node:fs';
import { runChild } from '../start/child.mjs';
import { Failure } from '../start/progress.mjs';
import { aptInstall } from './apt-install.mjs';

const SYSTEM = [
  // The engine without a desktop around it takes less of the processors.
  'chromium-headless-shell',
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * The path of a program that runs, or undefined for the one that Playwright keeps itself.
 * @returns {Promise<string | undefined>}
 */
export async function findChromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (await runs(given)) return given;
    throw new Failure('CHROMIUM_PATH: expected the path of a Chrome or Chromium that runs.');
  }
  const found = await systemChromium();
  if (found) return found;
  const args = ['node_modules/@playwright/test/cli.js', 'install', 'chromium'];
  const { code } = await runChild(process.execPath, args);
  if (code === 0) return undefined;
  for (const name of ['chromium-headless-shell', 'chromium']) {
    const installed = (await aptInstall(name)) && (await systemChromium());
    if (installed) return installed;
  }
  throw new Failure('No Chromium could be had: install one, or set CHROMIUM_PATH.');
}

async function systemChromium() {
  for (const program of SYSTEM) {
    const place = program.startsWith('/') ? program : await onPath(program);
    if (place && existsSync(place) && (await runs(place))) return place;
  }
  return undefined;
}

async function onPath(program) {
  const { code, output } = await runChild('sh', ['-c', `command -v ${program}`], {
    output: 'keep',
  });
  return code === 0 ? output.trim() : undefined;
}

/** A stub that only says what to install (as Ubuntu has) answers with an error. */
async function runs(program) {
  try {
    return (await runChild(program, ['--version'], { output: 'keep' })).code === 0;
  } catch {
    return false;
  }
}
