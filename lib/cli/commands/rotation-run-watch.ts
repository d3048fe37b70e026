// Follows a guided rotation from its promotion until every worker holds the new values.

import { setTimeout as wait } from 'node:timers/promises';
import type { ConsoleCall } from '@/lib/client/console-client';
import type { RotationRun } from '@/lib/contracts/rotation-run';
import { CommandRefused } from '../command-refused';

const LOOK_MS = 2000;

export function staleOf({ items }: RotationRun): number {
  return items.reduce((sum, { counts }) => sum + counts.stale, 0);
}

/**
 * Tells every count that differs from the one before. Throws CommandRefused `interrupted` when `stop` says so; nothing
 * is undone by that.
 */
export async function watchConvergence(
  call: ConsoleCall,
  begun: RotationRun,
  note: (text: string) => void,
  stop: AbortSignal,
): Promise<RotationRun> {
  let told: number | null = null;
  for (let run = begun; ;) {
    const stale = staleOf(run);
    if (stale !== told) note(`${stale} of ${workersOf(run)} workers hold another version.`);
    told = stale;
    if (stale === 0 || run.state !== 'open') return run;
    await wait(LOOK_MS, undefined, { signal: stop }).catch(() => undefined);
    if (stop.aborted) {
      const advice = `The new values stay current. Look again: keystow rotation run show ${run.id}`;
      throw new CommandRefused('interrupted', advice);
    }
    run = await call<RotationRun>('GET', `/rotation/runs/${run.id}`);
  }
}

function workersOf({ items }: RotationRun): number {
  return items.reduce((sum, { counts }) => sum + counts.workers, 0);
}
