// What a value of each type must look like. A value is refused or kept as it is, never altered.

import { ruleBroken } from './errors';
import type { KeystowError } from './errors';
import { isEncryptionKey, isSigningKey } from './key-material';
import type { Plaintext } from './plaintext';
import type { SecretType, ValueFormat } from './secret-kinds';
import { TYPE_RULES } from './secret-types';
import { partOfObject } from './value-parts';
import type { ShapeFault } from './value-parts';

export const SHAPE_CODE = 'type_shape';

/** Throws 422 `type_shape` where the value does not have the shape of `type`. */
export function checkTypeShape(type: SecretType, format: ValueFormat, plaintext: Plaintext): void {
  const fault = typeShapeFault(type, format, plaintext);
  if (!fault) return;
  const remedy =
    format === 'object' ? 'send it as one text and choose' : 'to store it as it is, choose';
  throw shapeRefused(fault, `${remedy} the type generic`);
}

/** The refusal of a fault; `remedy` says how the value can be kept all the same. */
export function shapeRefused({ pointer, message }: ShapeFault, remedy: string): KeystowError {
  return ruleBroken(pointer, SHAPE_CODE, `${message} Or ${remedy}.`);
}

/** What is wrong with a value of `type`, or null. Quotes nothing of it. */
export function typeShapeFault(
  type: SecretType,
  format: ValueFormat,
  plaintext: Plaintext,
): ShapeFault | null {
  const { parts } = TYPE_RULES[type];
  if (parts) {
    if (format !== 'object') return at('/value', `Send an object with the parts ${list(parts)}.`);
    return partOfObject(parts, plaintext);
  }
  if (format === 'object') return at('/value', 'Send a text: this type has no parts.');
  const message = plaintext.use((bytes) => TEXT_FAULT[type]?.(bytes) ?? null);
  return message === null ? null : at('/value', message);
}

type Check = (bytes: Uint8Array) => string | null;

const TEXT_FAULT: Partial<Record<SecretType, Check>> = {
  api_key: (bytes) =>
    isOneWord(bytes)
      ? null
      : 'An API key holds no white space, no line break and no control character.',
  database_url: (bytes) =>
    isDatabaseAddress(textOf(bytes))
      ? null
      : 'Send an address of a database, such as postgresql://user:password@host:5432/name.',
  webhook_secret: (bytes) =>
    isOneWord(bytes) && [...(textOf(bytes) ?? '')].length >= 16
      ? null
      : 'A webhook secret has at least 16 characters and no white space.',
  jwt_signing_key: (bytes) =>
    isSigningKey(bytes, textOf(bytes))
      ? null
      : 'Send at least 32 bytes, or a private key in PEM or JWK.',
  encryption_key: (bytes) =>
    isEncryptionKey(bytes, textOf(bytes))
      ? null
      : 'Send at least 16 bytes of key, as hex, base64 or raw.',
};

/** White space and control characters of Unicode. */
const GAP = /[\s\p{Cc}]/u;

function isOneWord(bytes: Uint8Array): boolean {
  const text = textOf(bytes);
  return text !== null && !GAP.test(text);
}

/** `scheme://user:password@host`, with several hosts for some; a driver may stand before it (JDBC). */
const ADDRESS =
  /^(?:jdbc:)?(?:postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|rediss?|amqps?|sqlserver|mssql|oracle|clickhouse):\/\/([^/?#;]*)/;
const JDBC_OTHER = /^jdbc:[a-z][a-z0-9:+-]*:(?:[^@\s]*@)?(?:\/\/)?([^/?#;]+)/;

function isDatabaseAddress(text: string | null): boolean {
  if (text === null || /\p{Cc}/u.test(text)) return false;
  const found = ADDRESS.exec(text) ?? JDBC_OTHER.exec(text);
  const host = found?.[1]?.split('@').at(-1) ?? '';
  return /^(?:\[[0-9a-f:.]+\]|[^\s:,]+)/i.test(host);
}

/** The bytes as text, or null where they are none. */
function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function at(pointer: string, message: string): ShapeFault {
  return { pointer, message };
}

function list(parts: readonly { readonly name: string }[]): string {
  return parts.map(({ name }) => name).join(', ');
}
