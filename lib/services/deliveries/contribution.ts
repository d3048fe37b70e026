// What a source of values beside secrets adds to a delivery.

import 'server-only';
import type { DeliveryItemRow } from '@/lib/db/deliveries/deliveries';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { Plaintext } from '@/lib/domain/plaintext';
import type { WantedNames } from '@/lib/domain/wanted-names';
import type { SeenVersion } from '../backends/notice-versions';
import type { Installation } from '../context';
import type { ExternalBudget } from './external-budget';
import type { MissingName } from './missing-names';

/** One variable of the environment, and whose values it holds. All items carry its name. */
export interface Contribution {
  readonly name: string;
  readonly text: Plaintext;
  readonly items: readonly DeliveryItemRow[];
}

export interface ContributionsAsked {
  readonly app: AuthorizedScope;
  readonly names: WantedNames;
  readonly staged: boolean;
  readonly budget: ExternalBudget;
}

export interface Contributions {
  readonly ready: readonly Contribution[];
  /** Names that apply, and cannot be delivered whole. */
  readonly missing: readonly MissingName[];
  /** Which versions external backends gave for it. */
  readonly seen: readonly SeenVersion[];
}

export type Contribute = (
  installation: Installation,
  asked: ContributionsAsked,
) => Promise<Contributions>;
