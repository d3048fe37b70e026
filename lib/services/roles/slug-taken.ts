// Slugs of roles and groups are unique within an organization, and never changed.

import 'server-only';
import { KeystowError } from '@/lib/domain/errors';

export function slugTaken(what: 'role' | 'group'): KeystowError {
  const message = `A ${what} of the organization has that slug. Choose another one.`;
  return new KeystowError('conflict', message, {
    issues: [{ pointer: '/slug', code: 'slug_taken', message }],
  });
}
