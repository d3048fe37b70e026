// Reads a submitted form: every field once, none unknown, a value straight into Plaintext.

import 'server-only';
import type { z } from 'zod';
import { fieldIssues } from '@/lib/contracts/field-issues';
import { checkTexts } from '@/lib/contracts/check-texts';
import { KeystowError } from '@/lib/domain/errors';
import type { FieldIssue } from '@/lib/domain/errors';
import type { Plaintext } from '@/lib/domain/plaintext';
import { readValueText } from '@/lib/domain/secret-value';

/** Fields that React adds to a form that is bound to an action. */
const INTERNAL = /^\$ACTION_/;

/**
 * The text fields of `form`, checked by a strict `schema`; empty ones count as left out. Fields named
 * in `secret` are kept aside for `readSecretField`. Throws 400 `invalid_shape`, quoting nothing.
 */
export function readFields<T>(
  form: FormData,
  schema: z.ZodType<T>,
  secret: readonly string[] = [],
): T {
  const fields: [string, FormDataEntryValue][] = [];
  for (const [name, entry] of form.entries()) {
    if (INTERNAL.test(name) || secret.includes(name) || entry === '') continue;
    if (form.getAll(name).length > 1) throw invalid([issue(`/${name}`, 'twice')]);
    fields.push([name, entry]);
  }
  const parsed = schema.safeParse(Object.fromEntries(fields));
  if (!parsed.success) throw invalid(fieldIssues(parsed.error, Object.fromEntries(fields)));
  checkTexts(Object(parsed.data), ['key']);
  return parsed.data;
}

/** The bytes of one secret field. Line breaks of a textarea arrive as CRLF and are stored as LF. */
export function readSecretField(form: FormData, name: string): Plaintext {
  const entry = form.get(name);
  if (typeof entry !== 'string') throw invalid([issue(`/${name}`, 'missing')]);
  return readValueText(entry.replaceAll('\r\n', '\n'), `/${name}`);
}

function issue(pointer: string, code: string): FieldIssue {
  return { pointer, code, message: 'Check this field.' };
}

function invalid(issues: readonly FieldIssue[]): KeystowError {
  return new KeystowError('invalid_shape', 'A field is missing, unknown or of the wrong kind.', {
    issues,
  });
}
