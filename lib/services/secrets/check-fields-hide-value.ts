// A value must not come back through the fields that describe it.

import 'server-only';
import { ruleBroken } from '@/lib/domain/errors';
import type { SecretInput } from './put-secrets';

/** Shorter values occur in ordinary words. */
const TELLING_BYTES_MIN = 8;

/** Throws 422 when the name is the value, or a text that is shown contains it. */
export function checkFieldsHideValue(input: SecretInput): void {
  const { key, description, reason, plaintext } = input;
  if (plaintext.byteLength < TELLING_BYTES_MIN) return;
  const shown = { description, reason };
  plaintext.use((bytes) => {
    if (Buffer.from(key).equals(bytes)) throw holdsValue('/key');
    for (const [field, text] of Object.entries(shown)) {
      if (text !== undefined && Buffer.from(text).includes(Buffer.from(bytes)))
        throw holdsValue(`/${field}`);
    }
  });
}

function holdsValue(pointer: string) {
  const remedy = 'This field is shown to others and holds the value. Take the value out of it.';
  return ruleBroken(pointer, 'holds_value', remedy);
}
