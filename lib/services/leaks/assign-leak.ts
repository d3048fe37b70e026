// Says whose a leak case is.

import 'server-only';
import type { AssignLeakInput, LeakCase } from '@/lib/contracts/leak';
import { setLeakAssignee } from '@/lib/db/leaks/leak-writes';
import type { Context } from '../context';
import { findAssignee } from '../access/find-assignee';
import { changeLeak } from './change-leak';

/**
 * Needs `leaks:manage`. Null: nobody's. Throws 422 for whoever is no active person of the organization, and for one
 * who may not see the case.
 */
export async function assignLeak(
  ctx: Context,
  named: string,
  { assignee: word }: AssignLeakInput,
): Promise<LeakCase> {
  return changeLeak(ctx, named, {
    permission: 'leaks:manage',
    work: async ({ tx, row, facts }) => {
      const assignee = word === null ? null : await findAssignee(tx, row, word, 'leak case');
      await setLeakAssignee(tx, row.id, assignee?.id ?? null);
      return [{ action: 'leak_case.assigned', ...facts, assignee }];
    },
  });
}
