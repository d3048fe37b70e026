// Whether the asking person manages keys: what to show, never what is allowed.

import { ownGrants } from '../own-grants';

/** Asked without `authorize`, which would audit a denial for each look at a page that is open to all. */
export async function managesKeys(): Promise<boolean> {
  return (await ownGrants()).some(({ permissions }) => permissions.includes('keys:manage'));
}
