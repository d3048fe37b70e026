// Whether two values are the same, by keyed tags that live in memory alone, and the value sealed here to compare with.

import 'server-only';
import { timingSafeEqual } from 'node:crypto';
import { valueAad } from '@/lib/crypto/aad';
import type { DataKey } from '@/lib/crypto/data-key';
import { matchTag } from '@/lib/crypto/fingerprint';
import { OpenError } from '@/lib/crypto/open-error';
import { openValue } from '@/lib/crypto/value';
import { findKeyHeads } from '@/lib/db/keys/data-keys';
import { findSealedVersion } from '@/lib/db/secrets/secret-versions';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { KeystowError } from '@/lib/domain/errors';
import type { Plaintext } from '@/lib/domain/plaintext';
import type { ValueFormat } from '@/lib/domain/secret-kinds';
import { systemContext } from '../context';
import type { Installation } from '../context';
import { recorded } from '../recorded';

/** A value, and how its bytes are read. */
export interface ReadValue {
  readonly value: Plaintext;
  readonly format: ValueFormat;
}

/** The organization's key for tags that find equals; its first one is made where there is none. */
export async function matchKeyOf(
  installation: Installation,
  organizationId: string,
): Promise<DataKey> {
  const { keys, database } = installation;
  const ring = { ownerId: organizationId, purpose: 'match' } as const;
  const [head] = await findKeyHeads(database.prisma, [ring]);
  if (head) return keys.unwrap(database.prisma, head);
  const [key] = await recorded(
    systemContext(installation, 'transfers'),
    (tx) => keys.sealing(tx, [ring]),
    () => ({ in: 'installation', events: [] }),
  );
  return key!;
}

/** Of the same bytes; how they are read is a matter of the place. */
export function isSameValue(key: DataKey, one: Plaintext, other: Plaintext): boolean {
  return timingSafeEqual(matchTag(key, one), matchTag(key, other));
}

/** Null where that version has no envelope (any more). Throws `tampered` where it does not open. */
export async function openSealed(
  { id: installationId, keys, database }: Installation,
  scope: AuthorizedScope,
  { id: secretId, name }: { readonly id: string; readonly name: string },
  version: number,
): Promise<ReadValue | null> {
  const sealed = await findSealedVersion(database.prisma, secretId, version);
  if (!sealed?.envelope || !sealed.key) return null;
  const { organizationId, id: scopeId } = scope;
  const { format } = sealed;
  const of = { installationId, organizationId, scopeId, secretId, version, name, format };
  const key = await keys.unwrap(database.prisma, sealed.key);
  try {
    return { value: openValue(key, valueAad(of), sealed.envelope), format };
  } catch (error) {
    if (!(error instanceof OpenError)) throw error;
    throw new KeystowError('tampered', `The stored value of ${name} does not open.`);
  }
}
