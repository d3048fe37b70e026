// The seed of a second factor, sealed as configuration of its person's organization.

import 'server-only';
import { configurationAad } from '@/lib/crypto/aad';
import { openConfiguration, sealConfiguration } from '@/lib/crypto/configuration';
import { OpenError } from '@/lib/crypto/open-error';
import type { Sealed } from '@/lib/crypto/sealed';
import { shareKeyHeads } from '@/lib/db/keys/data-keys';
import type { SecondFactorRow } from '@/lib/db/people/second-factors';
import type { Reader, Tx } from '@/lib/db/connection/transaction';
import { KeystowError } from '@/lib/domain/errors';
import type { Plaintext } from '@/lib/domain/plaintext';
import type { Installation } from '../context';

/** Whose factor it is. */
export interface FactorOwner {
  readonly id: string;
  readonly organizationId: string;
}

/** Bound to the person's row: under another one it does not open. */
export async function sealSeed(
  tx: Tx,
  { keys, id: installationId }: Installation,
  owner: FactorOwner,
  seed: Plaintext,
): Promise<{ dataKeyId: string; envelope: Sealed }> {
  const ring = { ownerId: owner.organizationId, purpose: 'configuration' } as const;
  await shareKeyHeads(tx, ring.ownerId);
  const [key] = await keys.sealing(tx, [ring]);
  const envelope = sealConfiguration(key!, aadOf(installationId, owner.id), seed);
  return { dataKeyId: key!.id, envelope };
}

/** Throws `locked`, or `tampered` when the row is not what this console wrote. */
export async function openSeed(
  { keys, database, id: installationId }: Installation,
  factor: Pick<SecondFactorRow, 'userId' | 'dataKeyId' | 'envelope'>,
  reader: Reader = database.prisma,
): Promise<Plaintext> {
  const key = await keys.opening(reader, factor.dataKeyId);
  try {
    return openConfiguration(key, aadOf(installationId, factor.userId), factor.envelope);
  } catch (error) {
    if (!(error instanceof OpenError) && !(error instanceof TypeError)) throw error;
    throw new KeystowError('tampered', 'The seed of a second factor does not open.');
  }
}

function aadOf(installationId: string, userId: string) {
  return configurationAad({
    installationId,
    table: 'second_factor',
    row: userId,
    column: 'envelope',
  });
}
