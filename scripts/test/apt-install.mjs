// Installs a Debian package where that is possible at all: as root, with apt.

import { existsSync } from 'node:fs';
import { runChild } from '../start/child.mjs';
import { step } from '../start/progress.mjs';

/**
 * False when this is no Debian, when we are not root, or when apt failed.
 * @param {string} name
 */
export async function aptInstall(name) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return step(`Installing ${name} by apt`, async () => {
    for (const args of [['update'], ['install', '-y', '--no-install-recommends', name]]) {
      const { code, output } = await runChild('apt-get', args, { env, output: 'keep' });
      if (code === 0) continue;
      console.error(output);
      return false;
    }
    return true;
  });
}
