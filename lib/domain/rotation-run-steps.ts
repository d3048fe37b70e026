// Where the steps of a guided rotation stand, told from where its secrets stand.

import { RUN_STEPS } from './rotation-run';
import type { RunState, RunStep, StepState } from './rotation-run';

/** A secret of a rotation as far as its steps go. */
export interface StepItem {
  readonly newVersion: number | null;
  readonly oldVersion: number | null;
  readonly promoted: boolean;
  readonly revoked: boolean;
}

export interface StepFacts {
  readonly state: RunState;
  readonly items: readonly StepItem[];
  /** Somebody said so of the new values. */
  readonly stagingDone: boolean;
  /** It goes to production without staging, and may revoke first. */
  readonly leak: boolean;
  /** Old values may work for a while still, or workers hold them. */
  readonly waits: boolean;
}

/**
 * What waits or is open while a rotation is open is `later` once it was abandoned; the last step of a closed one
 * is done.
 */
export function stepStates(facts: StepFacts): Record<RunStep, StepState> {
  const { items, leak, waits } = facts;
  const valued = items.every(({ newVersion }) => newVersion !== null);
  const staged = leak || facts.stagingDone;
  const promoted = items.every((one) => one.promoted);
  const revoked = items.every((one) => one.oldVersion === null || one.revoked);
  const states: Record<RunStep, StepState> = {
    value: valued ? 'done' : 'open',
    staging: staged ? 'done' : valued ? 'open' : 'later',
    production: promoted ? 'done' : valued && staged ? 'open' : 'later',
    revocation: revocationState({ promoted, revoked, leak, waits }),
    evidence: facts.state === 'closed' ? 'done' : promoted ? 'open' : 'later',
  };
  if (facts.state === 'open') return states;
  const ended = RUN_STEPS.map(
    (step) => [step, states[step] === 'done' ? 'done' : 'later'] as const,
  );
  return Object.fromEntries(ended) as Record<RunStep, StepState>;
}

function revocationState(now: {
  readonly promoted: boolean;
  readonly revoked: boolean;
  readonly leak: boolean;
  readonly waits: boolean;
}): StepState {
  if (now.revoked && (now.promoted || now.leak)) return 'done';
  if (now.leak) return 'open';
  if (!now.promoted) return 'later';
  return now.waits ? 'waits' : 'open';
}

/** The first that is not done; null: all are, or the rotation has ended. */
export function firstOpenStep(
  state: RunState,
  states: Readonly<Record<RunStep, StepState>>,
): RunStep | null {
  if (state !== 'open') return null;
  return RUN_STEPS.find((step) => states[step] !== 'done') ?? null;
}
