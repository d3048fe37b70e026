// How an alias names the secret whose value it delivers.

import { ruleBroken } from './errors';
import type { KeystowError } from './errors';
import { fromTypeId } from './ids';
import { SECRET_NAME_PATTERN } from './secret-name';

/** From one alias to the next, down to the value. */
export const ALIAS_LINKS_MAX = 8;

/** The UUID of a secret, or its name, alone or with the path of its scope. */
export type AliasTarget =
  { readonly id: string } | { readonly name: string; readonly path?: string };

/** Reads `sec_…`, `NAME` or `path/NAME`. Throws 422 at `/aliasOf` for anything else. */
export function readAliasTarget(text: string): AliasTarget {
  const id = fromTypeId(['secret'], text);
  if (id !== null) return { id };
  const cut = text.lastIndexOf('/');
  const name = text.slice(cut + 1);
  if (!SECRET_NAME_PATTERN.test(name) || cut === 0) throw targetOutOfReach();
  return cut < 0 ? { name } : { name, path: text.slice(0, cut) };
}

/** What is not there, in another branch or below is answered alike: the caller may not know of it. */
export function targetOutOfReach(): KeystowError {
  return ruleBroken(
    '/aliasOf',
    'alias_target',
    'Name a secret of this scope or of one above it, such as STRIPE_KEY, payments/STRIPE_KEY or _platform/SLACK_TOKEN.',
  );
}
