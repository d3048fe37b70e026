// Where leak cases are: the list, one of them, and the form of a new one.

import type { LeakStep } from '@/lib/domain/leak';
import { secretWord, type NamedSecret } from '@/components/rotation-runs/run-address';

const ALL = '/leaks';

export function leaksAddress(scopePath: string): string {
  return `${ALL}?${new URLSearchParams({ scope: scopePath })}`;
}

export function leakAddress(id: string, step?: LeakStep): string {
  return step === undefined ? `${ALL}/${id}` : `${ALL}/${id}?step=${step}`;
}

/** The form of a new one; `matched`: these versions of it were found by their value. */
export function newLeakAddress(secret: NamedSecret, matched: readonly number[] = []): string {
  const found = matched.length > 0 ? { versions: matched.join(' ') } : {};
  return `${ALL}/new?${new URLSearchParams({ scope: secret.path, secret: secretWord(secret), ...found })}`;
}
