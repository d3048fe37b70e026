// An organization always has an owner who can act.

import 'server-only';
import { lockOwners } from '@/lib/db/people/grants';
import type { Tx } from '@/lib/db/connection/transaction';
import { KeystowError } from '@/lib/domain/errors';

/** Throws 409 where nobody would be left once `leavingId` is an owner no more. */
export async function keepAnOwner(
  tx: Tx,
  organizationId: string,
  leavingId: string,
): Promise<void> {
  const owners = await lockOwners(tx, organizationId);
  if (owners.some((id) => id !== leavingId)) return;
  if (!owners.includes(leavingId)) return;
  throw new KeystowError(
    'conflict',
    'That is the only owner of the organization. Make somebody else an owner first.',
  );
}
