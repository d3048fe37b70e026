// What a person may do with the secrets of one scope, so that a page offers no more.

import type { Permission } from '@/lib/domain/permissions';

export interface SecretRights {
  readonly list: boolean;
  readonly write: boolean;
  readonly delete: boolean;
  /** See who can change or receive them. */
  readonly prove: boolean;
  /** Open a leak case of one. */
  readonly leak: boolean;
  /** Say by which request its value is tried. */
  readonly check: boolean;
}

/** `held` are his permissions there; while the console is locked nothing can be written. */
export function secretRights(held: readonly Permission[], locked: boolean): SecretRights {
  return {
    list: held.includes('secrets:list'),
    write: !locked && held.includes('secrets:write'),
    delete: !locked && held.includes('secrets:delete'),
    prove: held.includes('members:manage') || held.includes('audit:read'),
    leak: !locked && held.includes('leaks:match'),
    check: !locked && held.includes('secrets:write') && held.includes('rotation:run'),
  };
}
