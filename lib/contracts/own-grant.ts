// What a person holds from one scope downwards.

import type { Permission } from '@/lib/domain/permissions';

/** What a person holds from one scope downwards, so that a page offers no more. */
export interface OwnGrant {
  readonly scopeId: string;
  readonly permissions: readonly Permission[];
}
