// The credentials of a connector: which it takes, sealed as configuration of its organization, opened to be used.

import 'server-only';
import { configurationAad } from '@/lib/crypto/aad';
import { openConfiguration, sealConfiguration } from '@/lib/crypto/configuration';
import { OpenError } from '@/lib/crypto/open-error';
import type { SealedConnector, SealedCredentials } from '@/lib/db/connectors/sealed-connectors';
import type { Reader, Tx } from '@/lib/db/connection/transaction';
import type { ExternalBackend } from '@/lib/domain/backend';
import { credentialFields } from '@/lib/domain/connector-fields';
import { KeystowError, ruleBroken } from '@/lib/domain/errors';
import { Plaintext } from '@/lib/domain/plaintext';
import type { Installation } from '../context';

/** By field, as they were submitted; an empty one counts as not given. */
export type GivenCredentials = Readonly<Record<string, Plaintext>>;

export const CREDENTIAL_BYTES_MAX = 16 * 1024;

/** Whether a connector of these settings has credentials of its own. */
export function takesCredentials(
  kind: ExternalBackend,
  settings: Readonly<Record<string, unknown>>,
): boolean {
  return credentialFields(kind, settings).required.length > 0;
}

/**
 * One JSON object of the texts; null where the settings take none. Throws 422 at the field that is missing,
 * too long, holds NUL or is none of those settings.
 */
export function checkCredentials(
  kind: ExternalBackend,
  settings: Readonly<Record<string, unknown>>,
  given: GivenCredentials,
): Plaintext | null {
  const { required, optional } = credentialFields(kind, settings);
  const there = Object.entries(given).filter(([, text]) => text.byteLength > 0);
  for (const [name, text] of there) {
    const pointer = `/credentials/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (![...required, ...optional].includes(name)) {
      throw ruleBroken(pointer, 'not_taken', 'These settings take no such credential.');
    }
    if (text.byteLength > CREDENTIAL_BYTES_MAX) {
      throw ruleBroken(pointer, 'too_long', 'A credential has at most 16 KiB.');
    }
    if (text.use((bytes) => bytes.includes(0))) {
      throw ruleBroken(pointer, 'nul', 'Send a text without NUL.');
    }
  }
  const missing = required.find((name) => !there.some(([field]) => field === name));
  if (missing) {
    const message = `Enter ${missing}: it is needed to sign in.`;
    throw ruleBroken(`/credentials/${missing}`, 'required', message);
  }
  return there.length > 0 ? jsonOf(there) : null;
}

function jsonOf(fields: readonly (readonly [string, Plaintext])[]): Plaintext {
  const texts = fields.map(([name, text]) => [
    name,
    text.use((bytes) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)),
  ]);
  return Plaintext.fromText(JSON.stringify(Object.fromEntries(texts)));
}

/** Bound to the connector's row. The caller holds the key heads of the organization. */
export async function sealCredentials(
  tx: Tx,
  { keys, id: installationId }: Installation,
  of: { readonly id: string; readonly organizationId: string },
  credentials: Plaintext,
): Promise<SealedCredentials> {
  const [key] = await keys.sealing(tx, [{ ownerId: of.organizationId, purpose: 'configuration' }]);
  const envelope = sealConfiguration(key!, aadOf(installationId, of.id), credentials);
  return { dataKeyId: key!.id, envelope };
}

/** Null where it has none. Throws `locked`, or `tampered` when the row is not what this console wrote. */
export async function openCredentials(
  { keys, database, id: installationId }: Installation,
  row: Pick<SealedConnector, 'id' | 'slug' | 'dataKeyId' | 'envelope'>,
  reader: Reader = database.prisma,
): Promise<Plaintext | null> {
  if (row.dataKeyId === null || row.envelope === null) return null;
  const key = await keys.opening(reader, row.dataKeyId);
  try {
    return openConfiguration(key, aadOf(installationId, row.id), row.envelope);
  } catch (error) {
    if (!(error instanceof OpenError) && !(error instanceof TypeError)) throw error;
    const message = `The credentials of the connector ${row.slug} do not open. Enter them again.`;
    throw new KeystowError('tampered', message);
  }
}

function aadOf(installationId: string, connectorId: string) {
  return configurationAad({
    installationId,
    table: 'connector',
    row: connectorId,
    column: 'credentials',
  });
}
