// Where guided rotations are: the list, one of them, and the form of a new one.

import type { RunStep } from '@/lib/domain/rotation-run';

const ALL = '/rotation/runs';

export function runsAddress(scopePath: string | null): string {
  return scopePath === null ? ALL : `${ALL}?${new URLSearchParams({ scope: scopePath })}`;
}

export function runAddress(id: string, step?: RunStep): string {
  return step === undefined ? `${ALL}/${id}` : `${ALL}/${id}?step=${step}`;
}

export interface NamedSecret {
  readonly path: string;
  readonly key: string;
}

/** The form of a new one, with these secrets chosen. */
export function newRunAddress(scopePath: string, secrets: readonly NamedSecret[] = []): string {
  const chosen = secrets.map((one): [string, string] => ['secret', secretWord(one)]);
  return `${ALL}/new?${new URLSearchParams([['scope', scopePath], ...chosen])}`;
}

/** SCOPE.NAME: no name has a dot. */
export function secretWord({ path, key }: NamedSecret): string {
  return `${path}.${key}`;
}

/** Null for what names no secret. */
export function namedIn(word: string): NamedSecret | null {
  const at = word.lastIndexOf('.');
  return at < 1 || at === word.length - 1
    ? null
    : { path: word.slice(0, at), key: word.slice(at + 1) };
}
