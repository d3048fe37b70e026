// Where a value is kept at a backend when nobody says where: by the path of its scope, and its name.

import 'server-only';
import type { ExternalBackend } from '@/lib/domain/backend';

/** `payments/production/billing/NAME`. Names of Google Cloud hold no slash: two underlines stand for one. */
export function defaultReference(kind: ExternalBackend, scopePath: string, name: string): string {
  const parts = [...scopePath.split('.'), name];
  if (kind === 'gcp') return parts.join('__');
  // A secret of Vault is an object: the value is one field of it.
  return kind === 'vault' ? `${parts.join('/')}?key=value` : parts.join('/');
}
