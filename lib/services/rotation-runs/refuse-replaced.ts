// Whether the new value of a guided rotation is one that it is to replace: revoking that would end both.

import 'server-only';
import { timingSafeEqual } from 'node:crypto';
import { matchTag } from '@/lib/crypto/fingerprint';
import type { Tx } from '@/lib/db/connection/transaction';
import { listVersionTags } from '@/lib/db/rotation-runs/match-tags';
import type { RunItemRow } from '@/lib/db/rotation-runs/run-items';
import { fieldConflict } from '@/lib/domain/field-conflict';
import type { Plaintext } from '@/lib/domain/plaintext';
import type { Context } from '../context';

/** A value that is about to be sealed, or a version that is. */
type NewValue = { readonly plaintext: Plaintext } | { readonly version: number };

/** Compared with the old value, and with those that leaked, by keyed tags. Throws 409 `same_value`. */
export async function refuseReplaced(
  { installation: { keys } }: Context,
  tx: Tx,
  { secretId, name, oldVersion, exposed }: RunItemRow,
  value: NewValue,
): Promise<void> {
  const replaced = [...(oldVersion === null ? [] : [oldVersion]), ...exposed];
  if ('version' in value && replaced.includes(value.version)) throw sameValue(name);
  const tags = await listVersionTags(tx, secretId, replaced);
  const own = 'version' in value ? await listVersionTags(tx, secretId, [value.version]) : [];
  for (const { keyId, tag } of tags) {
    const mine =
      'plaintext' in value
        ? matchTag(await keys.opening(tx, keyId), value.plaintext)
        : own.find((one) => one.keyId === keyId)?.tag;
    if (mine !== undefined && timingSafeEqual(mine, tag)) throw sameValue(name);
  }
}

function sameValue(name: string) {
  const message = `That is a value of ${name} that is to be replaced. Make a new one where it is issued.`;
  return fieldConflict('/value', 'same_value', message);
}
