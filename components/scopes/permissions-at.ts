// What a person holds on a scope, from what was granted to him there and above.

import type { ScopeSummary } from '@/lib/contracts/scope';
import type { OwnGrant } from '@/lib/contracts/own-grant';
import { PERMISSIONS, type Permission } from '@/lib/domain/permissions';
import { lineageOf } from './scope-tree';

/** In the order of the product's table. */
export function permissionsAt(
  scopes: readonly ScopeSummary[],
  grants: readonly OwnGrant[],
  scope: ScopeSummary,
): readonly Permission[] {
  const above = lineageOf(scopes, scope).map((one) => one.id);
  const held = grants.filter((grant) => above.includes(grant.scopeId));
  return PERMISSIONS.filter((one) => held.some((grant) => grant.permissions.includes(one)));
}
