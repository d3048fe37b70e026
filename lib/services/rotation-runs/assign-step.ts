// Says whose a step of a guided rotation is.

import 'server-only';
import type { RotationRun } from '@/lib/contracts/rotation-run';
import type { AssignStepInput } from '@/lib/contracts/rotation-run-input';
import { setStepAssignee } from '@/lib/db/rotation-runs/run-writes';
import { findOwners } from '@/lib/db/secrets/secret-owners';
import type { Reader } from '@/lib/db/connection/transaction';
import { normalizeEmail } from '@/lib/domain/email';
import { ruleBroken } from '@/lib/domain/errors';
import { fromTypeId } from '@/lib/domain/ids';
import type { RunStep } from '@/lib/domain/rotation-run';
import type { Context } from '../context';
import { authorizeFor } from '../access/authorize';
import { changeRun } from './change-run';
import { runFacts } from './run-events';

/**
 * Null: nobody's. Throws 422 for whoever is no active person of the organization, and for one who may not see the
 * rotation.
 */
export async function assignStep(
  ctx: Context,
  named: string,
  step: RunStep,
  { assignee: word }: AssignStepInput,
): Promise<RotationRun> {
  return changeRun(ctx, named, async ({ tx, row, scope }) => {
    const assignee = word === null ? null : await findPerson(tx, row, word);
    await setStepAssignee(tx, row.id, step, assignee?.id ?? null);
    return [{ action: 'rotation_run.step_assigned', ...runFacts(row, scope), step, assignee }];
  });
}

async function findPerson(
  reader: Reader,
  { organizationId, scopeId }: { readonly organizationId: string; readonly scopeId: string },
  word: string,
) {
  const id = fromTypeId(['user'], word);
  const named = id
    ? { userIds: [id], emails: [] }
    : { userIds: [], emails: [normalizeEmail(word)] };
  const [found] = await findOwners(reader, organizationId, { ...named, teamIds: [], paths: [] });
  const holder = found && ({ kind: 'user', id: found.id, organizationId } as const);
  if (holder && (await authorizeFor(reader, holder, scopeId, 'secrets:list'))) {
    return { id: found.id, name: found.detail };
  }
  const message = 'Name a person of the organization who may see the rotation, by e-mail or id.';
  throw ruleBroken('/assignee', 'person_unknown', message);
}
