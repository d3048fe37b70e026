// Which names a token is limited to: exact names and globs such as `STRIPE_*`.

import { matchesGlob } from './glob';
import { SECRET_NAME_LENGTH_MAX } from './secret-name';

export const NAME_PATTERNS_MAX = 20;

/** The characters of a name, with `*` for any run of them. */
export const NAME_PATTERN = /^[A-Za-z_*][A-Za-z0-9_*]*$/;

export function isNamePattern(text: string): boolean {
  return text.length <= SECRET_NAME_LENGTH_MAX && NAME_PATTERN.test(text);
}

/**
 * Whether the name is within one of the patterns, which no patterns at all stand for every name. Case
 * counts, as it does for environment variables.
 */
export function isWithinPatterns(patterns: readonly string[], name: string): boolean {
  return patterns.length === 0 || patterns.some((pattern) => matchesGlob(pattern, name));
}
