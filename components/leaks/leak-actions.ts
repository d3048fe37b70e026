import type { LeakCase, LeakMatches } from '@/lib/contracts/leak';
import type { FormTarget } from '@/components/ui/form';

type Act = FormTarget<LeakCase>;

/** What may be done in a leak case, as forms send it; each takes the `leak`. */
export interface LeakActions {
  readonly rotate: Act;
  readonly assign: Act;
  readonly review: Act;
  readonly decide: Act;
  readonly advise: Act;
  readonly close: Act;
}

export type MatchLeak = FormTarget<LeakMatches>;
export type OpenLeak = FormTarget<{ readonly id: string }>;
