// What can be done to scopes, as the frame passes it on.

import type { ScopeSummary } from '@/lib/contracts/scope';
import type { ContentCounts } from '@/lib/domain/scope-contents';
import type { FormTarget } from '@/components/ui/form';

export interface ScopeActions {
  readonly create: FormTarget<ScopeSummary>;
  readonly rename: FormTarget<ScopeSummary>;
  /** Answers with what went with it. */
  readonly remove: FormTarget<ContentCounts>;
}
