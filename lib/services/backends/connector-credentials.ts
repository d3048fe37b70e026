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
import { bindingOf } from './connector-binding';
import type { BoundConnector } from './connector-binding';

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

/**
 * Bound to the connector's row and to what that is from now on. One without credentials of its own (null) seals
 * an empty object: that its row is the console's own has to be shown of it as well. The caller holds the key
 * heads of the organization.
 */
export async function sealCredentials(
  tx: Tx,
  { keys, id: installationId }: Pick<Installation, 'keys' | 'id'>,
  row: BoundConnector & { readonly id: string },
  credentials: Plaintext | null,
): Promise<SealedCredentials> {
  const [key] = await keys.sealing(tx, [{ ownerId: row.organizationId, purpose: 'configuration' }]);
  const sealed = credentials ?? Plaintext.fromText('{}');
  return {
    dataKeyId: key!.id,
    envelope: sealConfiguration(key!, aadOf(installationId, row), sealed),
  };
}

/**
 * Null where it has none of its own, or lost them. Throws `locked`, or `tampered` when the row is not what this
 * console wrote.
 */
export async function openCredentials(
  { keys, database, id: installationId }: Installation,
  row: SealedConnector,
  reader: Reader = database.prisma,
): Promise<Plaintext | null> {
  const takes = takesCredentials(row.kind, row.settings);
  if (row.dataKeyId === null || row.envelope === null) {
    if (takes) return null;
    throw tampered(row);
  }
  const key = await keys.opening(reader, row.dataKeyId);
  try {
    const opened = openConfiguration(key, aadOf(installationId, row), row.envelope);
    return takes ? opened : null;
  } catch (error) {
    if (!(error instanceof OpenError) && !(error instanceof TypeError)) throw error;
    throw tampered(row);
  }
}

/** As `openCredentials`; undefined in place of `tampered`. */
export async function openCredentialsThatFit(
  installation: Installation,
  row: SealedConnector,
  reader?: Reader,
): Promise<Plaintext | null | undefined> {
  try {
    return await openCredentials(installation, row, reader);
  } catch (error) {
    if (error instanceof KeystowError && error.code === 'tampered') return undefined;
    throw error;
  }
}

function tampered({ slug, kind, settings }: SealedConnector): KeystowError {
  const [what, remedy] = takesCredentials(kind, settings)
    ? ['The credentials', 'enter them again']
    : ['The settings', 'save them again'];
  const message = `${what} of the connector ${slug} do not open: it was changed outside the console. Look at its settings, then ${remedy}.`;
  return new KeystowError('tampered', message);
}

/** The column says besides what the row has to be for them to open. */
function aadOf(installationId: string, row: BoundConnector & { readonly id: string }) {
  return configurationAad({
    installationId,
    table: 'connector',
    row: row.id,
    column: `credentials:${bindingOf(row)}`,
  });
}
