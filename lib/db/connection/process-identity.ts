// Which process this is, told apart from a later one that was given the same number.

import { execFile } from 'node:child_process';
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { promisify } from 'node:util';
import 'server-only';

export interface ProcessIdentity {
  readonly pid: number;
  /** When the process began: clock ticks since boot on Linux, the text of `ps` elsewhere. */
  readonly birth: string;
  readonly host: string;
  /** Processes can be told alive or dead only from within the same boot and pid namespace. */
  readonly namespace: string;
}

export async function ownIdentity(): Promise<ProcessIdentity> {
  const birth = await processBirth(process.pid);
  if (birth === null) throw new Error('This process does not find itself among the running ones.');
  return { pid: process.pid, birth, host: hostname(), namespace: await pidNamespace() };
}

/** When the running process `pid` began, or null when there is none (a zombie counts as none). */
export async function processBirth(pid: number): Promise<string | null> {
  return process.platform === 'linux' ? birthFromProc(pid) : birthFromPs(pid);
}

/** proc(5): the name of the command is in brackets and may hold any character; field 3 follows it. */
async function birthFromProc(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (stat === null) return null;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state] = fields;
  return state === 'Z' || state === 'X' ? null : (fields[19] ?? null);
}

/** Without the locale and time zone of whoever started the console, which may differ between starts. */
async function birthFromPs(pid: number): Promise<string | null> {
  const ps = ['LC_ALL=C', 'TZ=UTC', 'ps', '-o', 'stat=,lstart=', '-p', String(pid)];
  return promisify(execFile)('/usr/bin/env', ps).then(
    ({ stdout }) => {
      const [state = '', ...start] = stdout.trim().split(/\s+/);
      return state === '' || state.startsWith('Z') ? null : start.join(' ');
    },
    () => null,
  );
}

async function pidNamespace(): Promise<string> {
  if (process.platform !== 'linux') return hostname();
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
  return `${boot.trim()} ${await readlink('/proc/self/ns/pid')}`;
}
