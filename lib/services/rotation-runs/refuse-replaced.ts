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

/** Of which secret, and which of its versions are to be replaced. */
type Replaced = Pick<RunItemRow, 'secretId' | 'oldVersion' | 'exposed'>;

/** Throws 409 `same_value` for one that is to be replaced. */
export async function refuseReplaced(
  ctx: Context,
  tx: Tx,
  item: Replaced & Pick<RunItemRow, 'name'>,
  value: NewValue,
): Promise<void> {
  if (!(await isReplaced(ctx, tx, item, value))) return;
  const message = `That is a value of ${item.name} that is to be replaced. Make a new one where it is issued.`;
  throw fieldConflict('/value', 'same_value', message);
}

/** Compared with the old value, and with those that leaked, by keyed tags. */
export async function isReplaced(
  { installation: { keys } }: Context,
  tx: Tx,
  { secretId, oldVersion, exposed }: Replaced,
  value: NewValue,
): Promise<boolean> {
  const replaced = [...(oldVersion === null ? [] : [oldVersion]), ...exposed];
  if ('version' in value && replaced.includes(value.version)) return true;
  const tags = await listVersionTags(tx, secretId, replaced);
  const own = 'version' in value ? await listVersionTags(tx, secretId, [value.version]) : [];
  for (const { keyId, tag } of tags) {
    const mine =
      'plaintext' in value
        ? matchTag(await keys.opening(tx, keyId), value.plaintext)
        : own.find((one) => one.keyId === keyId)?.tag;
    if (mine !== undefined && timingSafeEqual(mine, tag)) return true;
  }
  return false;
}
