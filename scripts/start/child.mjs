// Child processes that end with us: each leads its own process group, so that all of it can be ended.

import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';

/** @type {Map<import('node:child_process').ChildProcess, Promise<void>>} */
const running = new Map();

/**
 * Runs a command to its end. `output: 'keep'` collects what it prints instead of passing it on;
 * `messages: true` opens a channel and answers the last message sent over it.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, output?: 'pass' | 'keep', messages?: boolean }} [options]
 * @returns {Promise<{ code: number | null, signal: string | null, output: string, message: any }>}
 */
export function runChild(command, args, options = {}) {
  const { env = process.env, cwd = process.cwd(), output = 'pass', messages = false } = options;
  const pipe = output === 'keep' ? 'pipe' : 'inherit';
  const child = spawn(command, args, {
    env,
    cwd,
    detached: true,
    stdio: ['ignore', pipe, pipe, ...(messages ? ['ipc'] : [])],
  });
  const kept = [];
  let message;
  child.stdout?.on('data', (chunk) => kept.push(chunk));
  child.stderr?.on('data', (chunk) => kept.push(chunk));
  child.on('message', (sent) => (message = sent));
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      resolve({ code, signal, output: Buffer.concat(kept).toString(), message });
    });
  });
  track(child, ended);
  return ended;
}

/** Registers a child that leads its own group, to be ended with the others. */
export function track(child, ended) {
  const forgotten = ended.then(
    () => {},
    () => {},
  );
  running.set(child, forgotten);
  void forgotten.then(() => running.delete(child));
}

/** Ends one group: SIGTERM, and SIGKILL to what is left after `graceMs`. */
export async function stopChild(child, graceMs) {
  const ended = running.get(child);
  if (ended === undefined) return;
  signalGroup(child, 'SIGTERM');
  await Promise.race([ended, delay(graceMs, undefined, { ref: false })]);
  signalGroup(child, 'SIGKILL');
}

/** Ends every group. */
export async function stopChildren(graceMs) {
  await Promise.all([...running.keys()].map((child) => stopChild(child, graceMs)));
}

/** SIGKILL to every group, at once. */
export function killChildren() {
  for (const child of running.keys()) signalGroup(child, 'SIGKILL');
}

function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
