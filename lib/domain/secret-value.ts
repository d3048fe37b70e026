// The rules a value must meet before it is sealed: it is refused or kept byte for byte, never altered.

import { KeystowError, ruleBroken } from './errors';
import { Plaintext } from './plaintext';

export const VALUE_BYTES_MAX = 64 * 1024;

/** Text becomes UTF-8 bytes. Throws 400 on lone surrogates, 422 when empty or with NUL, 413 over 64 KiB. */
export function readValueText(text: string, pointer = '/value'): Plaintext {
  if (!text.isWellFormed()) throw malformed(pointer);
  if (text.includes('\0')) throw ruleBroken(pointer, 'value_nul', NUL_REMEDY);
  return checkLength(Plaintext.fromText(text), pointer);
}

/** Bytes that claim to be text. Throws as `readValueText`, and 400 when they are no UTF-8. */
export function readValueBytes(bytes: Uint8Array, pointer = '/value'): Plaintext {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw malformed(pointer);
  }
  return readValueText(text, pointer);
}

/**
 * Bytes of a file: text where they are UTF-8 that an environment variable can hold, else raw bytes.
 * Throws 422 when empty, 413 over 64 KiB.
 */
export function readValueFile(
  bytes: Uint8Array,
  pointer = '/value',
): { plaintext: Plaintext; format: 'utf8' | 'binary' } {
  const plaintext = checkLength(Plaintext.fromBytes(bytes), pointer);
  return { plaintext, format: formatOfBytes(bytes) };
}

/** Text where an environment variable can hold it, else raw bytes. */
export function formatOfBytes(bytes: Uint8Array): 'utf8' | 'binary' {
  return isText(bytes) ? 'utf8' : 'binary';
}

function isText(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return !bytes.includes(0);
  } catch {
    return false;
  }
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Canonical padded base64 (RFC 4648 section 4) of any bytes. Throws 422 when it is not. */
export function readValueBase64(text: string, pointer = '/valueBase64'): Plaintext {
  const binary = BASE64.test(text) ? atob(text) : null;
  if (binary === null || btoa(binary) !== text) {
    throw ruleBroken(pointer, 'value_base64', 'Send padded base64 (RFC 4648 section 4).');
  }
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  return checkLength(Plaintext.fromBytes(bytes), pointer);
}

const NUL_REMEDY =
  'A value may not contain NUL: no environment variable can hold it. Send valueBase64.';

function checkLength(value: Plaintext, pointer: string): Plaintext {
  if (value.byteLength === 0) {
    throw ruleBroken(pointer, 'value_empty', 'Give a value of at least one byte.');
  }
  if (value.byteLength > VALUE_BYTES_MAX) throw valueTooLarge(pointer);
  return value;
}

export function valueTooLarge(pointer: string): KeystowError {
  const message = 'A value may hold at most 64 KiB.';
  return new KeystowError('too_large', message, {
    issues: [{ pointer, code: 'value_too_large', message }],
  });
}

function malformed(pointer: string): KeystowError {
  const message = 'Send well-formed UTF-8 text. For raw bytes send valueBase64.';
  return new KeystowError('malformed_request', message, {
    issues: [{ pointer, code: 'value_not_utf8', message }],
  });
}
