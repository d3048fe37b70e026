// Where the secrets of a scope are found over REST.

import { scopeAddress } from '@/lib/client/api';
import { placeOf } from '../place-option';

/** Below `/api/v1`. Throws UsageRefused for what is no scope. */
export function secretsAt(scope: string): string {
  const { kind, id } = placeOf(scope);
  return `${scopeAddress({ kind, scopePath: id })}/secrets`;
}
