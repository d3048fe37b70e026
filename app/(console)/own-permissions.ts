// Whether the asking person holds a permission anywhere: what to show, never what is allowed.

import { ownGrants } from './own-grants';

export type HeldPermission = Awaited<ReturnType<typeof ownGrants>>[number]['permissions'][number];

/** Asked without `authorize`, which would audit a denial for each look at a page that is open to all. */
export async function holds(permission: HeldPermission): Promise<boolean> {
  return (await ownGrants()).some(({ permissions }) => permissions.includes(permission));
}
