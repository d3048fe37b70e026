// The rule a secret's name must meet, because it becomes an environment variable.

import { isDangerousName } from './dangerous-names';
import { ruleBroken } from './errors';

export const SECRET_NAME_PATTERN = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/;
export const SECRET_NAME_LENGTH_MAX = 128;

export type NameFault = 'empty' | 'too_long' | 'pattern' | 'prototype' | 'dangerous';

const REMEDY: Readonly<Record<NameFault, string>> = {
  empty: 'Give the secret a name, such as DATABASE_URL.',
  too_long: `Use at most ${SECRET_NAME_LENGTH_MAX} characters.`,
  pattern: 'Use letters, digits and underscores only, and do not begin with a digit.',
  prototype: 'This name is reserved by JavaScript. Choose another.',
  dangerous: 'A variable of this name changes how programs start or load code. Choose another.',
};

/** What is wrong with a name, or null. Names are compared without regard to case elsewhere. */
export function secretNameFault(name: string): NameFault | null {
  if (name.length === 0) return 'empty';
  if (name.length > SECRET_NAME_LENGTH_MAX) return 'too_long';
  if (isPrototypeName(name)) return 'prototype';
  if (!SECRET_NAME_PATTERN.test(name)) return 'pattern';
  if (isDangerousName(name)) return 'dangerous';
  return null;
}

/** Returns the name unchanged, or throws 422 at `pointer`. */
export function checkSecretName(name: string, pointer = '/key'): string {
  const fault = secretNameFault(name);
  if (fault) throw ruleBroken(pointer, `name_${fault}`, REMEDY[fault]);
  return name;
}

export function secretNameRemedy(fault: NameFault): string {
  return REMEDY[fault];
}

function isPrototypeName(name: string): boolean {
  return name in Object.prototype || name === 'prototype';
}
