// The acts of a change of keys, as server actions that answer with the change as it is afterwards.

import type { KeyOperationView } from '@/lib/contracts/keys';
import type { FormTarget } from '@/components/ui/form';

type Act = FormTarget<KeyOperationView>;

export interface KeyActions {
  /** Takes `key`. */
  readonly stage: Act;
  readonly replaceFile: Act;
  /** Takes `fingerprint`. */
  readonly finish: Act;
  readonly rollBack: Act;
  readonly takeOver: Act;
  readonly changeRoot: Act;
  readonly pause: Act;
  readonly resume: Act;
  readonly retire: Act;
}
