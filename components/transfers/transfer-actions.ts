import type { Transfer } from '@/lib/contracts/transfer';
import type { FormTarget } from '@/components/ui/form';

/** What may be done with transfers, as forms send it; each takes the `scope`, and all but the first the `id`. */
export interface TransferActions {
  readonly plan: FormTarget<{ readonly id: string }>;
  /** Takes `discard`: numbers of rows. */
  readonly start: FormTarget<Transfer>;
  readonly pause: FormTarget<Transfer>;
  readonly resume: FormTarget<Transfer>;
  readonly cancel: FormTarget<Transfer>;
}
