// Which names a token is limited to: exact names and globs such as `STRIPE_*`.

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
  return patterns.length === 0 || patterns.some((pattern) => matches(pattern, name));
}

/** Goes back to the last `*` only, so the work is bounded by the product of the lengths. */
function matches(pattern: string, name: string): boolean {
  let [at, star, retry] = [0, -1, 0];
  for (let index = 0; index < name.length;) {
    if (pattern[at] === '*') {
      [star, retry] = [at, index];
      at += 1;
    } else if (pattern[at] === name[index]) {
      at += 1;
      index += 1;
    } else if (star >= 0) {
      retry += 1;
      [at, index] = [star + 1, retry];
    } else {
      return false;
    }
  }
  return [...pattern.slice(at)].every((one) => one === '*');
}
