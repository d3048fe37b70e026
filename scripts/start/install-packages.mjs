// Brings node_modules to what package-lock.json says, by `npm ci`, only when it is not there already.

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runChild } from './child.mjs';
import { Failure, step } from './progress.mjs';

/** npm writes this last, so it marks a complete install. */
const INSTALLED_LOCK = 'node_modules/.package-lock.json';

export async function installPackages() {
  if (packagesAreInstalled()) return;
  await step('Installing packages', async () => {
    const [command, ...before] = npmCommand();
    const args = [...before, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
    const { code, signal } = await runChild(command, args);
    if (code !== 0) {
      throw new Failure(`npm ci ended with ${signal ?? code}; nothing was started. See above.`);
    }
  });
}

/** True when every package of the lockfile is there in that version, optional ones aside. */
export function packagesAreInstalled(folder = '.') {
  const installed = packagesOf(path.join(folder, INSTALLED_LOCK));
  if (!installed) return false;
  const wanted = packagesOf(path.join(folder, 'package-lock.json'));
  const complete = Object.entries(wanted).every(
    ([name, entry]) => name === '' || name in installed || entry.optional || entry.devOptional,
  );
  const same = Object.entries(installed).every(
    ([name, entry]) =>
      entry.version === wanted[name]?.version && entry.integrity === wanted[name]?.integrity,
  );
  return complete && same;
}

function packagesOf(lockfile) {
  if (!existsSync(lockfile)) return null;
  try {
    return JSON.parse(readFileSync(lockfile, 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}

/** The npm that runs us, else the one on the PATH. */
function npmCommand() {
  const own = process.env.npm_execpath;
  return own && /npm-cli\.[cm]?js$/.test(own) ? [process.execPath, own] : ['npm'];
}
