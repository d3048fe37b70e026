// What a worker is told about restarting: not, due, now, or that it waits for its turn.

import type { HeldChange } from './held-changes';
import { restartsItself } from './held-changes';
import type { RestartRule, WorkerState } from './worker';

/** `wait`: another worker of the app is away; ask again. `due`: not by itself. */
export const RESTART_ANSWERS = ['no', 'due', 'wait', 'now'] as const;
export type RestartAnswer = (typeof RESTART_ANSWERS)[number];

export interface RestartWord {
  readonly restart: RestartAnswer;
  /** A sentence for people; null for `no`. */
  readonly reason: string | null;
}

export interface RestartQuestion {
  readonly rule: RestartRule;
  /** A task is run once: it is never restarted. */
  readonly ofBrief: boolean;
  readonly changes: readonly HeldChange[];
  /** Who asked it to restart, where somebody did. */
  readonly askedBy: string | null;
}

/** A worker of the same app that is away for now. */
export interface AwayWorker {
  readonly host: string;
  readonly state: WorkerState;
  /** The code of why its restart failed. */
  readonly restartFailed?: string | null;
}

const NO: RestartWord = { restart: 'no', reason: null };
const NAMES_SHOWN = 3;

/** Whether it is to restart, before its turn is looked at: never `wait`. */
export function restartWanted({ rule, ofBrief, changes, askedBy }: RestartQuestion): RestartWord {
  if (ofBrief || (changes.length === 0 && askedBy === null)) return NO;
  if (rule === 'never') {
    const why = askedBy === null ? changesText(changes) : `${askedBy} asked for a restart.`;
    return { restart: 'due', reason: `${why} It was started with --restart never.` };
  }
  if (askedBy !== null) return { restart: 'now', reason: `${askedBy} asked for a restart.` };
  const restart = restartsItself(rule, changes) ? 'now' : 'due';
  return { restart, reason: changesText(changes) };
}

/**
 * What it is told where at most `maxUnavailable` workers of the app may be away at once and `away` are,
 * without itself. An unhealthy one keeps its place, so that a bad value stops at the first.
 */
export function restartInTurn(
  wanted: RestartWord,
  maxUnavailable: number,
  away: readonly AwayWorker[],
): RestartWord {
  if (wanted.restart !== 'now' || away.length < maxUnavailable) return wanted;
  const stuck = away.find((one) => one.state === 'unhealthy' || one.restartFailed);
  const { host, state, restartFailed } = stuck ?? away[0]!;
  const failed = state === 'ended' ? 'ended as it came back from a restart' : 'could not restart';
  const how = restartFailed ? `${failed}: ${restartFailed}` : `is ${state}`;
  return { restart: 'wait', reason: `Waits: the worker on ${host} ${how}.` };
}

/** What is stored of a worker that said `said` and is told `answer`. */
export function stateAfter(said: WorkerState, answer: RestartAnswer): WorkerState {
  if (said === 'ended') return 'ended';
  if (answer === 'now') return 'restarting';
  if (answer === 'wait') return said === 'running' ? 'waiting' : said;
  return said === 'waiting' ? 'running' : said;
}

function changesText(changes: readonly HeldChange[]): string {
  const names = changes.slice(0, NAMES_SHOWN).map(({ name }) => name);
  const more = changes.length - names.length;
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''} changed.`;
}
