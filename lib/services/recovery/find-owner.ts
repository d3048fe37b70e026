// Who can be let in again: the owners of organizations.

import 'server-only';
import { listOwners } from '@/lib/db/people/owners';
import type { OwnerRow } from '@/lib/db/people/owners';
import { normalizeEmail } from '@/lib/domain/email';
import { KeystowError } from '@/lib/domain/errors';
import type { Installation } from '../context';

export type { OwnerRow } from '@/lib/db/people/owners';

/** All of them, by e-mail. */
export async function allOwners({ database }: Installation): Promise<OwnerRow[]> {
  return listOwners(database.prisma);
}

/** Throws 404, naming those there are: whoever runs commands on the server may know. */
export async function findOwner(installation: Installation, email: string): Promise<OwnerRow> {
  const owners = await allOwners(installation);
  const wanted = normalizeEmail(email);
  const found = owners.find((owner) => owner.email === wanted);
  if (found) return found;
  const known = owners.map((owner) => owner.email).join(', ');
  throw new KeystowError(
    'not_found',
    owners.length > 0
      ? `No owner has that e-mail. Owners are: ${known}.`
      : 'There is no owner yet. Start the console and open the set-up link it prints.',
  );
}
