// Process groups: whether a terminal speaks to ours, and whether anybody of another still runs (proc(5)).

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

interface Standing {
  readonly state: string;
  readonly group: number;
  /** 0 where no terminal controls the session. */
  readonly terminal: number;
  /** The group that the terminal speaks to. */
  readonly foreground: number;
}

/** Null where the process is gone, or the system tells nothing. */
function standingOf(pid: number | 'self'): Standing | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name may hold anything, so what follows its last parenthesis counts.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [state = '', , group, , terminal, foreground] = fields;
    const numbers = [group, terminal, foreground].map(Number) as [number, number, number];
    return { state, group: numbers[0], terminal: numbers[1], foreground: numbers[2] };
  } catch {
    return process.platform === 'linux' ? null : standingByPs(pid);
  }
}

function standingByPs(pid: number | 'self'): Standing | null {
  const asked = ['-o', 'state=,pgid=,tpgid=', '-p', String(pid === 'self' ? process.pid : pid)];
  try {
    const [state = '', group, foreground] = execFileSync('ps', asked, { encoding: 'utf8' })
      .trim()
      .split(/\s+/);
    const led = Number(foreground);
    return { state, group: Number(group), terminal: led > 0 ? 1 : 0, foreground: led };
  } catch {
    return null;
  }
}

/** Whether a terminal controls this process: its signals go to the whole group, children included. */
export function hasTerminal(): boolean {
  return (standingOf('self')?.terminal ?? 0) !== 0;
}

/** Whether Ctrl-C at the terminal reaches this group at the moment. */
export function isInForeground(): boolean {
  const standing = standingOf('self');
  return standing !== null && standing.terminal !== 0 && standing.foreground === standing.group;
}

/** Whether a process of `group` still runs; one that only waits to be collected does not. */
export function groupRuns(group: number): boolean {
  try {
    process.kill(-group, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  if (process.platform !== 'linux') return true;
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .some((name) => {
      const standing = standingOf(Number(name));
      return standing?.group === group && !'ZX'.includes(standing.state);
    });
}
