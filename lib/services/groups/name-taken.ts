// What makes a group unmistakable within an organization: its slug, and the provider's name.

import 'server-only';
import { isUniqueViolation } from '@/lib/db/connection/sql-state';
import { KeystowError } from '@/lib/domain/errors';
import { slugTaken } from '../roles/slug-taken';

/** For `catch`: the 409 behind the violation of a unique index, all else is thrown on. */
export function nameTaken(error: unknown): never {
  if (isUniqueViolation(error, 'people_group_external_name')) throw externalNameTaken();
  throw isUniqueViolation(error) ? slugTaken('group') : error;
}

function externalNameTaken(): KeystowError {
  const message = 'Another group of the organization has that name at the identity provider.';
  return new KeystowError('conflict', message, {
    issues: [{ pointer: '/externalName', code: 'external_name_taken', message }],
  });
}
