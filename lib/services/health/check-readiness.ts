// Whether this console can serve: its database answers and its key is open.

import 'server-only';
import { setTimeout as pause } from 'node:timers/promises';
import { findInstallationId } from '@/lib/db/keys/root-keys';
import type { Installation } from '../context';

const ANSWER_MS_MAX = 2_000;

/** Says that something is wrong, not what: anonymous callers read it. */
export interface Readiness {
  readonly status: 'ready' | 'not_ready';
  readonly checks: {
    readonly database: 'ok' | 'unavailable';
    /** `unknown` until the console has booted. */
    readonly key: 'ok' | 'locked' | 'unknown';
  };
}

/** Does not throw. Waits two seconds for the console to have booted, and two for its database. */
export async function checkReadiness(
  installation: () => Promise<Installation>,
): Promise<Readiness> {
  const booted = await withinLimit(installation(), null);
  if (!booted) {
    return { status: 'not_ready', checks: { database: 'unavailable', key: 'unknown' } };
  }
  const answer = findInstallationId(booted.database.prisma).then((id) => id !== null);
  const database = (await withinLimit(answer, false)) ? 'ok' : 'unavailable';
  const key = booted.keys.unlocked ? 'ok' : 'locked';
  const ready = database === 'ok' && key === 'ok';
  return { status: ready ? 'ready' : 'not_ready', checks: { database, key } };
}

/** `otherwise` when `work` fails or is late. */
async function withinLimit<T>(work: Promise<T>, otherwise: T): Promise<T> {
  const stop = new AbortController();
  const late = pause(ANSWER_MS_MAX, otherwise, { signal: stop.signal }).catch(() => otherwise);
  try {
    return await Promise.race([work.catch(() => otherwise), late]);
  } finally {
    stop.abort();
  }
}
