// Whether the asking person manages keys: what to show, never what is allowed.

import { holds } from '../own-permissions';

export async function managesKeys(): Promise<boolean> {
  return holds('keys:manage');
}
