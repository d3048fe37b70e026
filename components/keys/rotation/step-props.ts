// What every step of the wizard is given.

import type { KeyOperationView, KeyOverview } from '@/lib/contracts/keys';
import type { KeyActions } from '../key-actions';

export interface StepProps {
  readonly operation: KeyOperationView;
  readonly keys: KeyOverview;
  readonly actions: KeyActions;
  /** False while somebody else holds the change: it is shown, and nothing can be done in it. */
  readonly mayAct: boolean;
}
