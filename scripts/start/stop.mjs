// How a start ends: SIGTERM, SIGINT and SIGHUP end everything within ten seconds, in every phase.

import { constants } from 'node:os';
import { killChildren, stopChildren } from './child.mjs';

const CHILD_GRACE_MS = 2_000;
const DEADLINE_MS = 9_000;
/** One Ctrl-C reaches us twice under npm: from the terminal and from npm. */
const SAME_PRESS_MS = 500;

/** @type {(() => Promise<void>) | undefined} */
let closeServing;
let stoppingSince = 0;
let childGraceMs = CHILD_GRACE_MS;

export function isStopping() {
  return stoppingSince > 0;
}

/**
 * Says how to end what is being served. Before that a stop exits with 128 + signal number (nothing
 * was served), after it with 0.
 * @param {() => Promise<void>} close
 */
export function onStop(close) {
  closeServing = close;
}

/**
 * Listens for the signals; a second one, at least half a second later, ends at once.
 * @param {{ childGraceMs?: number }} [options] how long children have before they are killed
 */
export function stopOnSignals(options = {}) {
  childGraceMs = options.childGraceMs ?? CHILD_GRACE_MS;
  for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP']) {
    process.on(name, () => void stop(name));
  }
}

async function stop(signalName) {
  const failed = 128 + constants.signals[signalName];
  if (isStopping()) {
    if (Date.now() - stoppingSince >= SAME_PRESS_MS) endNow(failed);
    return;
  }
  stoppingSince = Date.now();
  setTimeout(endNow, DEADLINE_MS, failed).unref();
  if (closeServing) console.log('\nStopping …');
  try {
    await Promise.all([stopChildren(childGraceMs), closeServing?.()]);
    process.exit(closeServing ? 0 : failed);
  } catch (error) {
    console.error(error);
    endNow(1);
  }
}

function endNow(code) {
  killChildren();
  process.exit(code);
}
