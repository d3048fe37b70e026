// Tasks to be run: what a brief may hold, and what it is called by what became of it.

import type { Presence, WorkerState } from './worker';

export const BRIEF_TITLE_MAX = 200;
export const BRIEF_REFS_MAX = 200;
/** The task as UTF-8 JSON. */
export const BRIEF_TASK_KIB_MAX = 64;
/** How long its callback token may be used to begin, where nothing is said. */
export const BRIEF_HOURS = 24;
export const BRIEF_DAYS_MAX = 30;

export const BRIEF_STATUSES = [
  'open',
  'delivered',
  'running',
  'succeeded',
  'failed',
  'lost',
  'expired',
  'revoked',
] as const;

export type BriefStatus = (typeof BRIEF_STATUSES)[number];

/** What is known of the last run that its callback token began; null before that. */
export interface BriefRun {
  readonly acknowledged: boolean;
  /** Null where the runner did not say who it is: then nobody knows how it ends. */
  readonly worker: {
    readonly state: WorkerState;
    readonly presence: Presence;
    readonly exitCode: number | null;
  } | null;
}

export interface BriefFacts {
  readonly run: BriefRun | null;
  readonly revoked: boolean;
  readonly expired: boolean;
}

/** A run that goes on or has ended says so whatever was done to the brief since. */
export function briefStatus({ run, revoked, expired }: BriefFacts): BriefStatus {
  const ran = run && statusOfRun(run);
  if (ran === 'running' || ran === 'succeeded' || ran === 'failed') return ran;
  if (revoked) return 'revoked';
  return ran ?? (expired ? 'expired' : 'open');
}

function statusOfRun({ acknowledged, worker }: BriefRun): BriefStatus {
  if (worker?.state === 'ended') return worker.exitCode === 0 ? 'succeeded' : 'failed';
  if (worker?.presence === 'gone') return 'lost';
  return worker && (acknowledged || worker.state !== 'starting') ? 'running' : 'delivered';
}

/**
 * Whether its maker may have a new callback token. Never beside a run that may be going on, nor after
 * one that did the task: doing it twice is another brief. A bundle that was handed out and never
 * acknowledged was lost on its way, and it cannot be sent again.
 */
export function mayReissue(facts: BriefFacts): boolean {
  const status = briefStatus(facts);
  if (facts.revoked || facts.expired) return false;
  if (status === 'delivered') return !facts.run?.acknowledged;
  return status === 'open' || status === 'failed' || status === 'lost';
}
