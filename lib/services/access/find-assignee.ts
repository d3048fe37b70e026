// Finds the person whom something is given to.

import 'server-only';
import { findOwners } from '@/lib/db/secrets/secret-owners';
import type { Reader } from '@/lib/db/connection/transaction';
import { normalizeEmail } from '@/lib/domain/email';
import { ruleBroken } from '@/lib/domain/errors';
import { fromTypeId } from '@/lib/domain/ids';
import { authorizeFor } from './authorize';

/** By e-mail or id. Throws 422 unless it is an active person who may see `what`, which is at home in the scope. */
export async function findAssignee(
  reader: Reader,
  { organizationId, scopeId }: { readonly organizationId: string; readonly scopeId: string },
  word: string,
  what: 'rotation' | 'leak case',
): Promise<{ id: string; name: string }> {
  const id = fromTypeId(['user'], word);
  const named = id
    ? { userIds: [id], emails: [] }
    : { userIds: [], emails: [normalizeEmail(word)] };
  const [found] = await findOwners(reader, organizationId, { ...named, teamIds: [], paths: [] });
  const holder = found && ({ kind: 'user', id: found.id, organizationId } as const);
  if (holder && (await authorizeFor(reader, holder, scopeId, 'secrets:list'))) {
    return { id: found.id, name: found.detail };
  }
  const message = `Name a person of the organization who may see the ${what}, by e-mail or id.`;
  throw ruleBroken('/assignee', 'person_unknown', message);
}
