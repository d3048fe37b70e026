import type { LeakCase, LeakNeighbour } from '@/lib/contracts/leak';
import { LEAK_STEPS, type LeakStep, type NeighbourReason } from '@/lib/domain/leak';
import type { StepState } from '@/lib/domain/rotation-run';

/** What is done in it. */
export const LEAK_STEP_TITLE: Readonly<Record<LeakStep, string>> = {
  revoke: 'Revoke',
  replace: 'Replace',
  converge: 'Convergence',
  review: 'Review',
  neighbours: 'Neighbours',
  advisory: 'Advisory',
};

/** What keeps a case from closing while a step is open. */
export const LEAK_GAP: Readonly<Record<LeakStep, string>> = {
  revoke: 'The exposed value is not revoked where it is issued.',
  replace: 'No new value is current.',
  converge: 'Workers hold an exposed value, or will until it is replaced.',
  review: 'Nobody has reviewed how it was used.',
  neighbours: 'Neighbours are not decided about, or their rotation is not closed.',
  advisory: 'Nobody has said whether anybody outside has to act.',
};

export const NEIGHBOUR_WORD: Readonly<Record<NeighbourReason, string>> = {
  value: 'the same value',
  delivery: 'delivered together',
  scope: 'the same scope',
  owner: 'the same owner',
};

/** Undecided, or the rotation of it was given up. */
export function isToDecide({ decision, run }: LeakNeighbour): boolean {
  return (
    decision === null || (decision === 'rotate' && (run?.state ?? 'abandoned') === 'abandoned')
  );
}

/** Convergence comes by itself, once there is something to converge to. */
export function leakStepState(
  { state, openSteps }: Pick<LeakCase, 'state' | 'openSteps'>,
  step: LeakStep,
): StepState {
  if (state === 'closed' || !openSteps.includes(step)) return 'done';
  if (step !== 'converge') return 'open';
  return openSteps.includes('replace') ? 'later' : 'waits';
}

/** The first that is not done. */
export function currentStep({ openSteps }: Pick<LeakCase, 'openSteps'>): LeakStep {
  return LEAK_STEPS.find((one) => openSteps.includes(one)) ?? 'advisory';
}
