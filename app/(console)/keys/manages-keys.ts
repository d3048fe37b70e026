// Whether the asking person manages keys: what to show, never what is allowed.

import { requirePageContext } from '@/lib/auth/current-actor';
import { listOwnGrants } from '@/lib/services/tokens/list-own-grants';

/** Asked without `authorize`, which would audit a denial for each look at a page that is open to all. */
export async function managesKeys(): Promise<boolean> {
  const grants = await listOwnGrants(await requirePageContext());
  return grants.some(({ permissions }) => permissions.includes('keys:manage'));
}
