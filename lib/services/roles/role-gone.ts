// What was to be granted went away between the look and the write.

import 'server-only';
import { isForeignKeyViolation } from '@/lib/db/connection/sql-state';
import { unknownRole } from './resolve-role';

/** For `catch`: the violation of a foreign key is the 422 of an unknown role, all else is thrown on. */
export function roleGone(error: unknown): never {
  throw isForeignKeyViolation(error) ? unknownRole() : error;
}
