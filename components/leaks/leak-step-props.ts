// What every step of a leak case is given.

import type { LeakCase } from '@/lib/contracts/leak';
import type { LeakActions } from './leak-actions';

export interface LeakStepProps {
  readonly leak: LeakCase;
  readonly actions: LeakActions;
  /** It is open, and whoever looks may work on it. */
  readonly mayAct: boolean;
}
