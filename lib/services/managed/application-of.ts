// Whether another value can be put in place while the process runs, and who would use it.

import 'server-only';
import type { ManagedSecret } from '@/lib/domain/managed-secret';
import { lendingOf } from '@/lib/env';
import type { Env } from '@/lib/env';

/**
 * `reload`: Keystow reads it at each use. `lend`: it only hands it out, through connectors to its variables
 * that the operator has let in. Null: it is read at start, or has a page of its own.
 */
export function applicationOf(
  { name, reloads }: ManagedSecret,
  env: Pick<Env, 'envBackendNames'>,
): 'reload' | 'lend' | null {
  if (reloads) return 'reload';
  return lendingOf(name, env.envBackendNames) === 'lent' ? 'lend' : null;
}
