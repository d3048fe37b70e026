// Whether a process still runs: one that has ended but was not yet collected by its parent does not.

import { readFileSync } from 'node:fs';

/** Linux tells the state; elsewhere a process that takes signals counts as running. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return stateOf(pid) !== 'Z';
}

/** The letter after the closing parenthesis of the name in `/proc/<pid>/stat` (proc(5)). */
function stateOf(pid: number): string | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2)[0];
  } catch {
    return undefined;
  }
}
