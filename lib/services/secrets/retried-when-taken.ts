// Somebody else may take a name between the look and the write: the second look then finds it.

import 'server-only';
import { isUniqueViolation } from '@/lib/db/connection/sql-state';

const ATTEMPTS_MAX = 3;

/** Runs `write`, a whole transaction, again where its name was taken meanwhile. */
export async function retriedWhenTaken<T>(write: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await write();
    } catch (error) {
      if (!isUniqueViolation(error) || attempt === ATTEMPTS_MAX) throw error;
    }
  }
}
