// A delivery made ready to be started: taken, opened, and put into an environment.

import { hostname } from 'node:os';
import path from 'node:path';
import type { Bundle } from '@/lib/contracts/delivery';
import { isWithinPatterns } from '@/lib/domain/name-pattern';
import { childEnvironment } from './child-environment';
import { requestDelivery } from './request-delivery';
import type { RunWanted } from './run-wanted';
import type { Launch } from './supervisor';

export interface PreparedLaunch {
  readonly delivery: string;
  readonly worker: string | null;
  readonly launch: Launch;
}

/** `worker`: of a restart, who goes on. Throws as `requestDelivery` and `childEnvironment` do. */
export async function prepareLaunch(
  wanted: RunWanted,
  worker: string | null,
  signal: AbortSignal,
): Promise<PreparedLaunch> {
  const { command, args, source, only, restart, voice } = wanted;
  const runner = { host: hostname(), command: path.basename(command), restart };
  const taken = await requestDelivery({
    ...source,
    signal,
    ask: {
      ...(only ? { only } : {}),
      ...(wanted.staged ? { staged: true } : {}),
      ...(wanted.partial ? { partial: true } : {}),
      runner: { ...runner, ...(worker === null ? {} : { id: worker }) },
    },
  });
  const { leftOut } = taken.bundle;
  if (leftOut.length > 0) {
    voice.warn('left_out', `Not delivered, as --partial allows: ${leftOut.join(', ')}.`, {
      names: leftOut,
    });
  }
  if (worker === null) warnOfNone(wanted, taken.bundle);
  const around = { ...wanted.surroundings, added: taskOf(taken.bundle) };
  const made = await childEnvironment(taken.bundle, around);
  const dispose = () =>
    made.dispose().catch(() => {
      voice.warn('files_left', 'Files that were delivered could not be removed from memory.');
    });
  return { delivery: taken.id, worker: taken.worker, launch: { command, args, ...made, dispose } };
}

/** A glob may be of nothing, and is more often mistyped. The console refuses a plain name that it does not have. */
function warnOfNone({ only, voice }: RunWanted, { env, files, leftOut, versions }: Bundle): void {
  const names = [env, files, versions].flatMap(Object.keys).concat(leftOut);
  for (const pattern of only ?? []) {
    if (names.some((name) => isWithinPatterns([pattern], name))) continue;
    const text = `--only ${pattern}: there is nothing of that name to deliver. Check it for a slip, and what the token may take.`;
    voice.warn('nothing_matches', text, { pattern });
  }
}

/** The task of a brief, as one JSON object: id, title and task. */
function taskOf({ brief }: Bundle): Record<string, string> {
  return brief ? { KEYSTOW_BRIEF: JSON.stringify(brief) } : {};
}
