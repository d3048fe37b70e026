// The names under which a secret reaches a process.

import { partName, type Delivery } from './secret-types';

/** `GITHUB` with the parts access_token and scope: `GITHUB_ACCESS_TOKEN`, `GITHUB_SCOPE`. */
export function deliveredNames(
  name: string,
  parts: readonly string[],
  delivery: Delivery,
): readonly string[] {
  const names = parts.length === 0 ? [name] : parts.map((part) => partName(name, part));
  return delivery === 'file' ? names.map((one) => `${one}_FILE`) : names;
}
