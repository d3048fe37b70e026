// Who holds a folder lock, and whether that process still lives.

import { open, readFile, stat } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import 'server-only';
import { z } from 'zod';
import { ownIdentity, processBirth } from './process-identity';

const record = z.object({
  pid: z.number(),
  birth: z.string(),
  host: z.string(),
  namespace: z.string(),
  /** When the holder began, ISO 8601, for people. */
  since: z.string(),
  released: z.boolean(),
});

export type LockHolder = z.output<typeof record>;

/** A holder touches its lock this often, and counts as dead when it has not done so for so long. */
export interface Pulse {
  readonly everyMs: number;
  readonly deadAfterMs: number;
}

export const PULSE: Pulse = { everyMs: 5_000, deadAfterMs: 30_000 };

/** The holder written in `file`, or null when the file is gone. */
export async function readHolder(file: string): Promise<LockHolder | null> {
  const text = await readFile(file, 'utf8').catch(absent);
  return text === null ? null : record.parse(JSON.parse(text));
}

/**
 * Within one boot and pid namespace the process itself is looked for. A holder in another container
 * or on another machine cannot be seen: there the age of its last touch decides, by the clock of the
 * file system, where `justWritten` is a file of the present. That may take `deadAfterMs`.
 */
export async function isAlive(
  holder: LockHolder,
  file: string,
  justWritten: string,
  pulse: Pulse,
): Promise<boolean> {
  const { namespace } = await ownIdentity();
  if (holder.namespace === namespace) return (await processBirth(holder.pid)) === holder.birth;
  const seen = await touchedAt(file);
  if (seen === null) return false;
  const now = await touchedAt(justWritten);
  let leftMs = pulse.deadAfterMs - ((now ?? seen) - seen);
  for (; leftMs > 0; leftMs -= pulse.everyMs) {
    await pause(pulse.everyMs);
    if ((await touchedAt(file)) !== seen) return true;
  }
  return false;
}

/** Touches `file` from now on, by rewriting its bytes. Call the returned function to stop. */
export async function beat(
  file: string,
  holder: LockHolder,
  pulse: Pulse,
): Promise<() => Promise<void>> {
  const handle = await open(file, 'r+');
  const bytes = Buffer.from(JSON.stringify(holder));
  let writing: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    // A full disk must not end the process; the bytes are there already, only their time is late.
    writing = handle.write(bytes, 0, bytes.length, 0).catch(() => undefined);
  }, pulse.everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await writing;
    await handle.close();
  };
}

async function touchedAt(file: string): Promise<number | null> {
  const found = await stat(file).catch(absent);
  return found === null ? null : found.mtimeMs;
}

function absent(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}
