// Values that consist of named parts: one RFC 8785 JSON text when sealed, each part by itself when delivered.

import type { Plaintext } from './plaintext';
import { readValueText } from './secret-value';
import type { ValuePart } from './secret-types';
import { SECRET_TYPES } from './secret-kinds';
import { TYPE_RULES } from './secret-types';

/** Where a value breaks the shape of its type, and what belongs there. */
export interface ShapeFault {
  /** `/value`, or `/value/access_token`. */
  readonly pointer: string;
  readonly message: string;
}

/** Parts as they were sent or submitted, before their type is known. */
export type PartTexts = Readonly<Record<string, string>>;

/**
 * The RFC 8785 text of `parts`, whatever they are: their type says which there may be. Throws 400 on
 * lone surrogates, 413 where the text is over 64 KiB.
 */
export function readValueParts(parts: PartTexts, pointer = '/value'): Plaintext {
  // Names in the order of their UTF-16 code units, and strings as ECMAScript writes them: that is
  // all of RFC 8785 for an object of texts.
  const members = Object.keys(parts)
    .sort()
    .map((name) => `${jsonText(name, pointer)}:${jsonText(parts[name] ?? '', pointer)}`);
  return readValueText(`{${members.join(',')}}`, pointer);
}

/** ECMAScript would escape a lone surrogate, and so alter it. */
function jsonText(text: string, pointer: string): string {
  if (!text.isWellFormed()) readValueText(text, pointer);
  return JSON.stringify(text);
}

/** The parts of a sealed object. `plaintext` is what `readValueParts` made. */
export function partTexts(plaintext: Plaintext): PartTexts {
  return plaintext.use(
    (bytes) => JSON.parse(new TextDecoder().decode(bytes)) as Record<string, string>,
  );
}

/** The names of its parts, in their order. */
export function partNames(plaintext: Plaintext): string[] {
  return Object.keys(partTexts(plaintext)).sort();
}

/** What is wrong with an object of a type that has these parts, or null. Unknown names are not quoted. */
export function partOfObject(parts: readonly ValuePart[], plaintext: Plaintext): ShapeFault | null {
  const texts = partTexts(plaintext);
  const names = parts.map(({ name }) => name);
  if (Object.keys(texts).some((name) => !names.includes(name))) {
    return { pointer: '/value', message: `Send only the parts ${names.join(', ')}.` };
  }
  for (const { name, required } of parts) {
    const message = textFault(texts[name], required);
    if (message) return { pointer: `/value/${name}`, message };
  }
  const instant = texts['expires_at'];
  if (instant !== undefined && !isInstant(instant)) {
    const message = 'Send an instant such as 2026-12-31T23:59:59Z (RFC 3339).';
    return { pointer: '/value/expires_at', message };
  }
  return null;
}

function textFault(text: string | undefined, required: boolean): string | null {
  if (text === undefined) return required ? 'This part is needed.' : null;
  if (text === '') return 'Give this part a text, or leave it out.';
  return text.includes('\0') ? 'No environment variable can hold NUL.' : null;
}

/** Every part that any type has, each name once. */
const ALL_PARTS: ReadonlyMap<string, ValuePart> = new Map(
  SECRET_TYPES.flatMap((type) => TYPE_RULES[type].parts ?? []).map((part) => [part.name, part]),
);

export const ALL_PART_NAMES: readonly string[] = [...ALL_PARTS.keys()];

/** Whether a part may not be shown; what is no part of any type may not either. */
export function isConcealedPart(name: string): boolean {
  return ALL_PARTS.get(name)?.concealed ?? true;
}

const RFC3339 =
  /^\d{4}-(?:0[1-9]|1[0-2])-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;

/** RFC 3339, section 5.6, with a day that its month has. */
function isInstant(text: string): boolean {
  if (!RFC3339.test(text)) return false;
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split('-').map(Number);
  return day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
