// From the words that name an owner to the person or team that is meant.

import 'server-only';
import { findOwners } from '@/lib/db/secrets/secret-owners';
import type { Reader } from '@/lib/db/connection/transaction';
import { normalizeEmail } from '@/lib/domain/email';
import { ruleBroken } from '@/lib/domain/errors';
import { fromTypeId } from '@/lib/domain/ids';

/** As secrets store it: one of the two, or neither. */
export interface OwnerIds {
  readonly ownerUserId: string | null;
  readonly ownerTeamId: string | null;
}

const NOBODY: OwnerIds = { ownerUserId: null, ownerTeamId: null };

type Resolve = (owner: string | null | undefined) => OwnerIds | undefined;

/**
 * Looks up all owners that are named at once; the answer tells them apart again, undefined where none
 * is named. Throws 422 at `/owner` for one who is not an active person or a team of the organization.
 */
export async function resolveOwners(
  reader: Reader,
  organizationId: string,
  owners: readonly (string | null | undefined)[],
): Promise<Resolve> {
  const named = [...new Set(owners.flatMap((owner) => owner ?? []))];
  const found = named.length === 0 ? [] : await findOwners(reader, organizationId, namesOf(named));
  const byName = new Map(
    found.flatMap(({ kind, id, detail }) => {
      const ids: OwnerIds =
        kind === 'person' ? { ...NOBODY, ownerUserId: id } : { ...NOBODY, ownerTeamId: id };
      return [
        [id, ids],
        [detail, ids],
      ];
    }),
  );
  return (owner) => {
    if (owner === undefined) return undefined;
    if (owner === null) return NOBODY;
    const ids = byName.get(wordOf(owner));
    if (ids) return ids;
    const remedy = 'Name a person of the organization by e-mail or id, or a team by path or id.';
    throw ruleBroken('/owner', 'owner_unknown', remedy);
  };
}

/** What an owner is looked up by: a UUID, an e-mail as stored, or the path of a team. */
function wordOf(owner: string): string {
  return fromTypeId(['user', 'team'], owner) ?? (isEmail(owner) ? normalizeEmail(owner) : owner);
}

function namesOf(owners: readonly string[]) {
  const uuids = (kind: 'user' | 'team') =>
    owners.flatMap((owner) => fromTypeId([kind], owner) ?? []);
  const words = owners.filter((owner) => fromTypeId(['user', 'team'], owner) === null);
  return {
    userIds: uuids('user'),
    teamIds: uuids('team'),
    emails: words.filter(isEmail).map(normalizeEmail),
    paths: words.filter((word) => !isEmail(word)),
  };
}

function isEmail(word: string): boolean {
  return word.includes('@');
}
