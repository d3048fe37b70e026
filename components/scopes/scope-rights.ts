// What a person may do with one part of the path: make scopes there, rename or delete the chosen one.

import type { Permission } from '@/lib/domain/permissions';

export interface ScopeRights {
  readonly make: boolean;
  readonly rename: boolean;
  readonly renameOrganization: boolean;
  readonly remove: boolean;
}

/** From what he holds on the parent and on the chosen scope itself; the services decide. */
export function scopeRights(
  onParent: readonly Permission[],
  onChosen: readonly Permission[],
): ScopeRights {
  return {
    make: onParent.includes('scopes:write'),
    rename: onChosen.includes('scopes:write'),
    renameOrganization: onChosen.includes('organization:manage'),
    remove: onParent.includes('scopes:write') && onChosen.includes('secrets:delete'),
  };
}
