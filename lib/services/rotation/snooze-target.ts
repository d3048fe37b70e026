// What is put off, as forms and routes name it.

import 'server-only';
import { KeystowError } from '@/lib/domain/errors';
import { anyKind } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';

/** A secret of a scope, by its exact name, or a key of the console. */
export type SnoozeTarget =
  { readonly reference: ScopeReference; readonly key: string } | { readonly subject: string };

/** From the fields of a form. Throws 400 unless exactly one of `key` and `subject` is named. */
export function snoozeTarget({
  scope,
  key,
  subject,
}: {
  readonly scope: string;
  readonly key?: string | undefined;
  readonly subject?: string | undefined;
}): SnoozeTarget {
  if (key !== undefined && subject === undefined) return { reference: anyKind(scope), key };
  if (subject !== undefined && key === undefined) return { subject };
  const message = 'Name a secret, or a key of the console.';
  throw new KeystowError('invalid_shape', message, {
    issues: [{ pointer: '/key', code: 'one_target', message }],
  });
}
