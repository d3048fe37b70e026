// How a worker stands: one word for what the board shows of it.

import type { Worker } from '@/lib/contracts/worker';
import type { ScopeKind } from '@/lib/domain/scope';
import { restartWanted } from '@/lib/domain/restart-answer';

/** In the order in which they are drawn. */
export const STANDINGS = ['newest', 'starting', 'stale', 'unhealthy', 'failed', 'unknown'] as const;
export type Standing = (typeof STANDINGS)[number] | 'gone' | 'ended';

export const STANDING_WORD: Readonly<Record<Standing, string>> = {
  newest: 'runs the newest',
  starting: 'starting',
  stale: 'stale',
  unhealthy: 'unhealthy',
  failed: 'failed to restart',
  unknown: 'unknown',
  gone: 'gone',
  ended: 'ended',
};

export function standingOf({ presence, state, changes, restartFailed }: Worker): Standing {
  if (restartFailed && ['alive', 'ended'].includes(presence)) return 'failed';
  if (presence !== 'alive') return presence;
  if (state === 'unhealthy') return 'unhealthy';
  if (changes.length > 0) return 'stale';
  return state === 'starting' ? 'starting' : 'newest';
}

type Outlook = 'due' | 'asked' | 'by itself' | 'under way' | 'failed' | 'never';

/** Whether somebody has to ask for its restart, or it has been asked for, or comes by itself. */
export function restartOf(worker: Worker): Outlook {
  const { restart: rule, brief, changes, asked, state, restartFailed } = worker;
  if (brief) return 'never';
  if (restartFailed) return 'failed';
  if (state === 'restarting') return 'under way';
  if (asked && rule !== 'never') return 'asked';
  const wanted = restartWanted({ rule, ofBrief: false, changes, askedBy: null });
  return wanted.restart === 'now' ? 'by itself' : rule === 'never' ? 'never' : 'due';
}

/** What became of a restart that failed; null where none did. */
export function failureOf({ presence, restartFailed, exitCode, signal }: Worker): string | null {
  if (!restartFailed) return null;
  if (presence !== 'ended') return `could not restart (${restartFailed}), and runs what it held`;
  const how = signal ? ` by ${signal}` : exitCode === null ? '' : ` with ${exitCode}`;
  return `ended${how} as it came back from a restart (${restartFailed})`;
}

export const CAUSE_WORD: Readonly<Record<ScopeKind, string>> = {
  organization: 'platform',
  team: 'team',
  workspace: 'workspace',
  app: 'app',
};

export interface AppWorkers {
  readonly app: Worker['app'];
  /** Those that are there. */
  readonly workers: readonly Worker[];
  /** Gone without a last word, and what they held is not the newest any more. */
  readonly missing: readonly Worker[];
}

/** By app, in the order of paths; within it as they are drawn, then by host. */
export function byApp(workers: readonly Worker[], missing: readonly Worker[]): AppWorkers[] {
  const apps = new Map([...workers, ...missing].map(({ app }) => [app.path, app]));
  const of = (all: readonly Worker[], path: string) =>
    all.filter(({ app }) => app.path === path).sort(inDrawnOrder);
  return [...apps.entries()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([path, app]) => ({ app, workers: of(workers, path), missing: of(missing, path) }));
}

function inDrawnOrder(one: Worker, other: Worker): number {
  const places = STANDINGS as readonly Standing[];
  const apart = places.indexOf(standingOf(one)) - places.indexOf(standingOf(other));
  return apart || one.host.localeCompare(other.host, 'en') || (one.id < other.id ? -1 : 1);
}

/** How many stand in each way; those that none does are left out. */
export function countStandings(workers: readonly Worker[]): [Standing, number][] {
  return STANDINGS.flatMap((standing): [Standing, number][] => {
    const found = workers.filter((one) => standingOf(one) === standing).length;
    return found > 0 ? [[standing, found]] : [];
  });
}
