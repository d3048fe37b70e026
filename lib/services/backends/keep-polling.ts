// The round that notices what changed at external backends, for as long as a node runs.

import 'server-only';
import type { Installation } from '../context';
import { log } from '../log';
import { repeating } from '../repeating';
import { pollVersions } from './poll-versions';

const LOOK_SECONDS_MAX = 15;

/** Answers with a function that stops it, questions under way included. Never throws. */
export function keepPolling(installation: Installation): () => Promise<void> {
  const { backendPollSeconds: seconds } = installation.env;
  if (seconds === 0) return async () => undefined;
  const look = Math.min(seconds, LOOK_SECONDS_MAX) * 1000;
  return repeating(look, (stop) => goRound(installation, seconds, stop));
}

async function goRound(
  installation: Installation,
  seconds: number,
  stop: AbortSignal,
): Promise<void> {
  if (!installation.keys.unlocked) return;
  try {
    await pollVersions(installation, seconds, stop);
  } catch (error) {
    log.warn({ err: error }, 'backends could not be asked for newer versions; they are later');
  }
}
