// What zod found wrong, as pointers and codes: never the names or values that were sent.

import type { z } from 'zod';
import type { FieldIssue } from '@/lib/domain/errors';
import { escapePointer } from '@/lib/domain/json-pointer';

type Issue = z.core.$ZodIssue;

/**
 * One issue per fault, with an RFC 6901 pointer. `sent` is what was checked; it only tells a missing
 * field from a wrong one. An unknown field is reported at its parent.
 */
export function fieldIssues(error: z.core.$ZodError, sent: unknown): FieldIssue[] {
  return error.issues.map((issue) => ({
    pointer: issue.path.map((part) => `/${escapePointer(String(part))}`).join(''),
    ...faultOf(issue, sent),
  }));
}

function faultOf(issue: Issue, sent: unknown): { code: string; message: string } {
  switch (issue.code) {
    case 'unrecognized_keys':
      return { code: 'unknown_field', message: 'Leave out what is not described here.' };
    case 'invalid_type':
      return valueAt(sent, issue.path) === undefined
        ? { code: 'missing', message: 'This field is needed.' }
        : { code: 'wrong_type', message: `Send ${typeName(issue.expected)}.` };
    case 'invalid_value':
      return { code: 'not_one_of', message: `Send one of: ${issue.values.join(', ')}.` };
    case 'too_small':
      return { code: 'too_small', message: `At least ${issue.minimum}${unitOf(issue.origin)}.` };
    case 'too_big':
      return { code: 'too_big', message: `At most ${issue.maximum}${unitOf(issue.origin)}.` };
    case 'invalid_format':
      return { code: 'wrong_format', message: formatMessage(issue) };
    default:
      return { code: 'invalid', message: 'This field does not have the form that is described.' };
  }
}

function valueAt(sent: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, part) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, part)
        ? Reflect.get(at, part)
        : undefined,
    sent,
  );
}

function typeName(expected: string): string {
  const names: Record<string, string> = {
    string: 'a text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    array: 'a list',
    object: 'an object',
  };
  return names[expected] ?? 'another type';
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' ? ' entries' : '';
}

/** What the schema itself says is expected, where it does; else by the name of the format. */
function formatMessage({ format, message }: { readonly format: string; readonly message: string }) {
  const names: Record<string, string> = {
    datetime: 'a time such as 2030-01-31T12:00:00Z',
    email: 'an e-mail address',
  };
  const isOurs = !ZOD_OWN.test(message);
  return names[format] === undefined && isOurs
    ? message
    : `Send ${names[format] ?? 'the form that is described'}.`;
}

/** How zod begins, where the schema says nothing. */
const ZOD_OWN = /^Invalid\b/;
