// The parts of structured values are delivered under names of their own, which nothing else may have.

import 'server-only';
import { findNameConflict, findNamesOfParts, lockPartNames } from '@/lib/db/secrets/part-names';
import type { NameConflict } from '@/lib/db/secrets/part-names';
import type { Reader, Tx } from '@/lib/db/connection/transaction';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { fieldConflict } from '@/lib/domain/field-conflict';
import type { RowFault } from '@/lib/domain/import/import-row';
import { checkSecretName } from '@/lib/domain/secret-name';
import { partName } from '@/lib/domain/secret-types';
import { ALL_PART_NAMES } from '@/lib/domain/value-parts';

/** What a write delivers: a name, and with parts the names of these. */
interface Delivered {
  readonly key: string;
  /** None for a value in one piece. */
  readonly parts: readonly string[];
}

/** Before secrets are locked: waits for those whose names could meet these. Most names need no lock. */
export async function holdPartNames(
  tx: Tx,
  scopeId: string,
  writes: readonly { readonly key: string; readonly format: string }[],
): Promise<void> {
  if (writes.some(({ format }) => format === 'object')) {
    await lockPartNames(tx, scopeId, 'exclusive');
  } else if (writes.some(({ key }) => endsLikePart(key))) {
    await lockPartNames(tx, scopeId, 'shared');
  }
}

/** Throws 422 at `/key` where a part would have a name that no secret may have. */
export function checkPartNames({ key, parts }: Delivered): void {
  for (const part of parts) checkSecretName(partName(key, part));
}

/**
 * After the writes: throws 409 `part_name_taken` where one of them, or an alias of it, delivers a name
 * that something else in its scope delivers too.
 */
export async function refuseTakenNames(
  reader: Reader,
  writes: readonly (Delivered & { readonly id: string })[],
): Promise<void> {
  const met = writes.filter(({ key, parts }) => parts.length > 0 || endsLikePart(key));
  if (met.length === 0) return;
  const ids = met.map(({ id }) => id);
  const conflict = await findNameConflict(reader, ids, ALL_PART_NAMES);
  if (conflict) throw fieldConflict('/key', TAKEN, takenRemedy(conflict));
}

/** Whether a name could be that of a part: `GITHUB_ACCESS_TOKEN`, `DATABASE_URL`. */
export function endsLikePart(key: string): boolean {
  const lowered = key.toLowerCase();
  return ALL_PART_NAMES.some((part) => lowered.endsWith(`_${part}`));
}

/** Names that rows of an import may not have, with why; nothing is written for it. */
export async function namesOfParts(
  reader: Reader,
  scope: AuthorizedScope,
  names: readonly string[],
): Promise<ReadonlyMap<string, RowFault>> {
  const met = names.filter(endsLikePart);
  const found = met.length === 0 ? [] : await findNamesOfParts(reader, scope, met, ALL_PART_NAMES);
  return new Map(found.map((one) => [one.name, { code: TAKEN, message: takenRemedy(one) }]));
}

const TAKEN = 'part_name_taken';

function takenRemedy({ path, name, part, otherName, otherPart }: NameConflict): string {
  const shared = part === null ? name : partName(name, part);
  const whose = otherPart === null ? 'is a secret of its own' : `is a part of ${otherName}`;
  return `${shared} ${whose} in ${path}. Choose another name, or delete ${otherName} first.`;
}
