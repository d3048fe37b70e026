// A real PostgreSQL for the tests: the one that is named, or a temporary one, or the reason why not.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { stopChild, track } from '../start/child.mjs';
import { aptInstall } from './apt-install.mjs';

const STOPS_WITHIN_MS = 6_000;

/**
 * `url` is undefined when there is no PostgreSQL; the reason has been printed then.
 * @returns {Promise<{ url: string | undefined, stop: () => Promise<void> }>}
 */
export async function startPostgres() {
  if (process.env.TEST_POSTGRES_URL) {
    return { url: process.env.TEST_POSTGRES_URL, stop: async () => {} };
  }
  const first = await startCluster();
  if (first.url) return first;
  if (first.missing && (await aptInstall('postgresql'))) {
    const second = await startCluster();
    if (second.url) return second;
  }
  console.log(`\nNot tested on a real PostgreSQL. ${first.reason}`);
  return { url: undefined, stop: async () => {} };
}

/** The cluster removes itself when it is stopped, or when our end of its input closes. */
async function startCluster() {
  const args = ['--conditions=react-server', '--import', 'tsx'];
  const child = spawn(process.execPath, [...args, 'lib/testing/postgres-cluster-main.ts'], {
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  track(child, ended);
  const lines = createInterface(child.stdout);
  const [line] = await Promise.race([once(lines, 'line'), once(lines, 'close')]);
  const said = line ? JSON.parse(line) : {};
  return {
    url: said.url,
    missing: said.reason !== undefined,
    reason: said.reason ?? 'It could not be started; see above.',
    stop: () => stopChild(child, STOPS_WITHIN_MS),
  };
}
