// Typed reads of who can change or receive a secret, and of what people and tokens reach.

import type { Reach, SecretAccess } from '@/lib/contracts/reach';
import { get, scopeAddress } from './api';
import type { ScopeWanted } from './api';

/** One page; `after` is `next` of the page before. Throws as `fetchSecrets` does. */
export async function fetchSecretAccess(
  place: ScopeWanted,
  key: string,
  after: string | null,
  signal?: AbortSignal,
): Promise<SecretAccess> {
  const address = `${scopeAddress(place)}/secrets/${key}/access`;
  return get(after ? `${address}?after=${after}` : address, signal);
}

/** Of whom: `usr_…` or `tok_…`. */
export interface Reacher {
  readonly kind: 'member' | 'token';
  readonly id: string;
}

/** Throws as `fetchSecrets` does. */
export async function fetchReach({ kind, id }: Reacher, signal?: AbortSignal): Promise<Reach> {
  return get(`/${kind}s/${encodeURIComponent(id)}/reach`, signal);
}
