// Reads a submitted form: every field once, none unknown, a value straight into Plaintext.

import 'server-only';
import type { z } from 'zod';
import { fieldIssues } from '@/lib/contracts/field-issues';
import { checkTexts } from '@/lib/contracts/check-texts';
import { KeystowError } from '@/lib/domain/errors';
import type { FieldIssue } from '@/lib/domain/errors';
import type { Plaintext } from '@/lib/domain/plaintext';
import {
  readValueFile,
  readValueText,
  VALUE_BYTES_MAX,
  valueTooLarge,
} from '@/lib/domain/secret-value';
import { readValueParts } from '@/lib/domain/value-parts';

/** Fields that React adds to a form that is bound to an action. */
const INTERNAL = /^\$ACTION_/;

/**
 * The text fields of `form`, checked by a strict `schema`; empty ones count as left out. Fields named
 * in `secret`, `part.*` for all that begin so, are kept aside for `readSecretField` and its like. Line
 * breaks of textareas arrive as CRLF and become LF. Throws 400 `invalid_shape`, quoting nothing.
 */
export function readFields<T>(
  form: FormData,
  schema: z.ZodType<T>,
  secret: readonly string[] = [],
): T {
  const fields: [string, FormDataEntryValue][] = [];
  for (const [name, entry] of form.entries()) {
    if (INTERNAL.test(name) || isNamed(secret, name) || entry === '') continue;
    if (form.getAll(name).length > 1) throw invalid([issue(`/${name}`, 'twice')]);
    fields.push([name, typeof entry === 'string' ? withLineFeeds(entry) : entry]);
  }
  const parsed = schema.safeParse(Object.fromEntries(fields));
  if (!parsed.success) throw invalid(fieldIssues(parsed.error, Object.fromEntries(fields)));
  checkTexts(Object(parsed.data), ['key']);
  return parsed.data;
}

/** The bytes of one secret field, with line breaks as `readFields` leaves them. */
export function readSecretField(form: FormData, name: string): Plaintext {
  return readValueText(withLineFeeds(onlyText(form, name)), `/${name}`);
}

/** The fields `part.NAME` by name; empty ones are left out. They are checked by their type. */
export function readPartFields(form: FormData): Plaintext {
  const names = [...new Set(form.keys())].filter((name) => name.startsWith(PART));
  const parts = names.map((name): [string, string] => [
    name.slice(PART.length),
    withLineFeeds(onlyText(form, name)),
  ]);
  return readValueParts(Object.fromEntries(parts.filter(([, text]) => text !== '')));
}

/** The bytes of a chosen file, as they are. Throws 413 over 64 KiB before they are read. */
export async function readFileField(form: FormData, name: string) {
  const entry = form.get(name);
  const pointer = `/${name}`;
  if (!(entry instanceof File) || form.getAll(name).length > 1) {
    throw invalid([issue(pointer, 'missing')]);
  }
  if (entry.size > VALUE_BYTES_MAX) throw valueTooLarge(pointer);
  return readValueFile(new Uint8Array(await entry.arrayBuffer()), pointer);
}

const PART = 'part.';

function isNamed(names: readonly string[], name: string): boolean {
  return names.some((one) =>
    one.endsWith('*') ? name.startsWith(one.slice(0, -1)) : one === name,
  );
}

function withLineFeeds(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

function onlyText(form: FormData, name: string): string {
  const [entry, ...others] = form.getAll(name);
  if (typeof entry !== 'string') throw invalid([issue(`/${name}`, 'missing')]);
  if (others.length > 0) throw invalid([issue(`/${name}`, 'twice')]);
  return entry;
}

function issue(pointer: string, code: string): FieldIssue {
  return { pointer, code, message: 'Check this field.' };
}

function invalid(issues: readonly FieldIssue[]): KeystowError {
  return new KeystowError('invalid_shape', 'A field is missing, unknown or of the wrong kind.', {
    issues,
  });
}
