// A value must not come back through the fields that describe it.

import 'server-only';
import { ruleBroken } from '@/lib/domain/errors';
import { isConcealedPart, partTexts } from '@/lib/domain/value-parts';
import type { SecretInput } from './secret-input';

/** Shorter values occur in ordinary words. */
const TELLING_BYTES_MIN = 8;

/** Throws 422 when the name is the value, or a text that is shown contains it or a concealed part. */
export function checkFieldsHideValue(input: SecretInput): void {
  const { key, description, reason, owner, tags, plaintext } = input;
  const shown = { key, description, reason, owner, tags: tags?.join('\n') };
  const values = [plaintext.use((bytes) => Buffer.from(bytes)), ...concealedParts(input)];
  for (const value of values.filter((bytes) => bytes.length >= TELLING_BYTES_MIN)) {
    for (const [field, text] of Object.entries(shown)) {
      if (text === undefined) continue;
      const said = Buffer.from(text);
      // A name may well begin as the value does.
      if (field === 'key' ? said.equals(value) : said.includes(value)) throw holdsValue(field);
    }
  }
}

function concealedParts({ plaintext, format }: SecretInput): Buffer[] {
  if (format !== 'object') return [];
  return Object.entries(partTexts(plaintext)).flatMap(([name, text]) =>
    isConcealedPart(name) ? [Buffer.from(text)] : [],
  );
}

function holdsValue(field: string) {
  const remedy = 'This field is shown to others and holds the value. Take the value out of it.';
  return ruleBroken(`/${field}`, 'holds_value', remedy);
}
