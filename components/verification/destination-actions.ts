import type { Destination, VerificationCheck } from '@/lib/contracts/destination';
import type { FormTarget } from '@/components/ui/form';

/** What may be done with destinations, as forms send it. */
export interface DestinationActions {
  readonly ask: FormTarget<Destination>;
  readonly approve: FormTarget<Destination>;
  readonly end: FormTarget<Destination>;
}

/** What may be done with the check of a secret, as forms send it. */
export interface CheckActions {
  readonly set: FormTarget<VerificationCheck>;
  readonly remove: FormTarget<null>;
}
