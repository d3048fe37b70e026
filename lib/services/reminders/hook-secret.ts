// The signing secret of a reminder webhook: sealed as configuration, bound to the scope and the address.

import { hash } from 'node:crypto';
import 'server-only';
import { configurationAad } from '@/lib/crypto/aad';
import { canonicalJson } from '@/lib/crypto/canonical-json';
import { openConfiguration, sealConfiguration } from '@/lib/crypto/configuration';
import { OpenError } from '@/lib/crypto/open-error';
import type { Reader, Tx } from '@/lib/db/connection/transaction';
import type { SealedHook, SealedHookSecret } from '@/lib/db/reminders/reminder-hooks';
import type { Plaintext } from '@/lib/domain/plaintext';
import type { Installation } from '../context';

type BoundHook = Pick<SealedHook, 'id' | 'organizationId' | 'scopeId' | 'url'>;

/** The caller holds the key heads of the organization. */
export async function sealHookSecret(
  tx: Tx,
  { keys, id: installationId }: Installation,
  hook: BoundHook,
  secret: Plaintext,
): Promise<SealedHookSecret> {
  const [key] = await keys.sealing(tx, [
    { ownerId: hook.organizationId, purpose: 'configuration' },
  ]);
  const envelope = sealConfiguration(key!, aadOf(installationId, hook), secret);
  return { dataKeyId: key!.id, envelope };
}

/** Null where it does not open: the row is not what this console wrote. Throws `locked`. */
export async function openHookSecret(
  { keys, id: installationId }: Installation,
  hook: SealedHook,
  reader: Reader,
): Promise<Plaintext | null> {
  const key = await keys.opening(reader, hook.dataKeyId);
  try {
    return openConfiguration(key, aadOf(installationId, hook), hook.envelope);
  } catch (error) {
    if (error instanceof OpenError || error instanceof TypeError) return null;
    throw error;
  }
}

/** Changed in the database alone, the address gets nothing that was signed for another. */
function aadOf(installationId: string, { id, organizationId, scopeId, url }: BoundHook) {
  const bound = { binding: 'keystow/reminder-hook/v1', organizationId, scopeId, url };
  const binding = hash('sha256', canonicalJson(bound), 'hex');
  return configurationAad({
    installationId,
    table: 'reminder_hook',
    row: id,
    column: `secret:${binding}`,
  });
}
