// What a backend gave, before anybody uses it: held to the bounds of every value, and quoted nowhere.

import 'server-only';
import { BackendFault } from '@/lib/domain/backend';
import type { BackendReference } from '@/lib/domain/backend-reference';
import { Plaintext } from '@/lib/domain/plaintext';
import { VALUE_BYTES_MAX } from '@/lib/domain/secret-value';

/** Takes ownership of `bytes`. Throws `malformed` where there are none, or more than 64 KiB. */
export function arrivedBytes(bytes: Uint8Array, { text }: BackendReference): Plaintext {
  if (bytes.byteLength === 0) {
    throw new BackendFault('malformed', `What is kept at ${text} is empty: store a value there.`);
  }
  if (bytes.byteLength > VALUE_BYTES_MAX) {
    throw new BackendFault(
      'malformed',
      `What is kept at ${text} is over 64 KiB, which no value may be.`,
    );
  }
  return Plaintext.fromBytes(bytes);
}

/** As `arrivedBytes`; `malformed` too where the text has half a character, which no bytes stand for. */
export function arrivedText(value: string, reference: BackendReference): Plaintext {
  if (!value.isWellFormed()) {
    throw new BackendFault(
      'malformed',
      `What is kept at ${reference.text} is no well-formed text: store it anew.`,
    );
  }
  return arrivedBytes(new TextEncoder().encode(value), reference);
}
