// Refusals within a field that holds JSON, as the form tells them: at the field, with the place in it.

import 'server-only';
import { KeystowError } from '@/lib/domain/errors';
import type { FieldIssue } from '@/lib/domain/errors';

/** What `work` refuses below `/FIELD/…` is refused at `/FIELD`; several are told in one message. */
export async function placedIn<T>(fields: readonly string[], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof KeystowError) || !error.extras.issues) throw error;
    const { issues, ...extras } = error.extras;
    const placed = fields.flatMap((field) => atField(field, issues));
    const others = issues.filter(({ pointer }) => !fields.some((one) => isWithin(one, pointer)));
    throw new KeystowError(error.code, error.message, {
      ...extras,
      issues: [...placed, ...others],
    });
  }
}

function atField(field: string, issues: readonly FieldIssue[]): FieldIssue[] {
  const own = issues.filter(({ pointer }) => isWithin(field, pointer));
  if (own.length === 0) return [];
  const told = own.map(({ pointer, message }) => {
    const inner = pointer.slice(field.length + 1);
    return inner === '' ? message : `${inner}: ${message}`;
  });
  return [{ ...own[0]!, pointer: `/${field}`, message: told.join(' ') }];
}

function isWithin(field: string, pointer: string): boolean {
  return pointer === `/${field}` || pointer.startsWith(`/${field}/`);
}
