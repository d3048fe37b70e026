// Which events are a reason to ask the console at once, and over how long those who hear of it spread.

import type { ChangesEvent } from '@/lib/contracts/worker';

/** Restarts follow within seconds, and are spread themselves. */
export const PLATFORM_MS = 250;
/** Nobody waits for these but a board. */
export const OTHERS_MS = 2000;

/**
 * Milliseconds, or null where it concerns others. What a worker reports changes `workers`: only one that
 * waits for its turn asks then, or each report would be answered by a report of everybody.
 */
export function changeSpread(
  before: ChangesEvent | null,
  now: ChangesEvent,
  waits: boolean,
): number | null {
  if (before === null) return OTHERS_MS;
  if (before.platform !== now.platform) return PLATFORM_MS;
  if (before.app !== now.app || before.asked !== now.asked) return OTHERS_MS;
  // An older console tells with `workers` that somebody asked.
  const mayBeAsked = now.asked === undefined;
  return before.workers !== now.workers && (waits || mayBeAsked) ? OTHERS_MS : null;
}
