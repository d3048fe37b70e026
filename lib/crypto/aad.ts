// What an envelope is bound to: fixed tuples of text that begin with the installation and a kind.

import type { ValueFormat } from '@/lib/domain/secret-kinds';
import { encodeParts } from './aad-bytes';

/** Additional authenticated data: made only by the functions below, used only by `seal` and `open`. */
export type Aad = Tuple;

class Tuple {
  /** @internal Complete but for the header, which each seal and open writes into its place. */
  readonly encoded: Uint8Array;

  constructor(...parts: readonly string[]) {
    this.encoded = encodeParts(parts);
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A value belongs to one version of one secret of one scope, under its name and format. */
export function valueAad(a: {
  readonly installationId: string;
  readonly organizationId: string;
  readonly scopeId: string;
  readonly secretId: string;
  readonly version: number;
  readonly name: string;
  readonly format: ValueFormat;
}): Aad {
  return new Tuple(
    id(a.installationId),
    'value',
    id(a.organizationId),
    id(a.scopeId),
    id(a.secretId),
    positiveInteger(a.version),
    a.name,
    a.format,
  );
}

/** A data key belongs to its owner, its own id, the purpose of its ring and the root that wraps it. */
export function dataKeyAad(a: {
  readonly installationId: string;
  readonly ownerId: string;
  readonly keyId: string;
  readonly ringPurpose: string;
  readonly rootId: string;
}): Aad {
  return new Tuple(
    id(a.installationId),
    'data-key',
    id(a.ownerId),
    id(a.keyId),
    a.ringPurpose,
    id(a.rootId),
  );
}

/** A wrap of the root key belongs to the root's id and to the fingerprint of the master key. */
export function rootKeyAad(a: {
  readonly installationId: string;
  readonly rootId: string;
  readonly masterFingerprint: string;
}): Aad {
  return new Tuple(id(a.installationId), 'root-key', id(a.rootId), a.masterFingerprint);
}

/** The check envelope belongs to the root key that it proves. */
export function checkAad(a: { readonly installationId: string; readonly rootId: string }): Aad {
  return new Tuple(id(a.installationId), 'check', id(a.rootId));
}

/** A sealed configuration value belongs to its table, row and column. */
export function configurationAad(a: {
  readonly installationId: string;
  readonly table: string;
  readonly row: string;
  readonly column: string;
}): Aad {
  return new Tuple(id(a.installationId), 'configuration', a.table, a.row, a.column);
}

/** Two spellings of one id would be two places, so only the stored spelling is taken. */
function id(uuid: string): string {
  if (!UUID.test(uuid)) throw new TypeError('An id is a UUID in lower case.');
  return uuid;
}

function positiveInteger(value: number): string {
  if (!Number.isSafeInteger(value) || value < 1) throw new TypeError('A version counts from 1.');
  return String(value);
}
