// What every step of a guided rotation is given.

import type { RotationRun } from '@/lib/contracts/rotation-run';
import type { RunActions } from './run-actions';

export interface StepProps {
  readonly run: RotationRun;
  readonly actions: RunActions;
  /** It is open, and whoever looks may work on it. */
  readonly mayAct: boolean;
  /** He may seal and promote values as well. */
  readonly mayWrite: boolean;
}
