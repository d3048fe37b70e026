// Which names a delivery is about: exactly some, or all within patterns.

import { isWithinPatterns } from './name-pattern';

export interface WantedNames {
  /** Exactly these, as a brief lists them; null: all that apply. */
  readonly exactly: readonly string[] | null;
  /** Names and globs that were asked for; empty: all. */
  readonly only: readonly string[];
  /** Names and globs that whoever asks is limited to; empty: all. */
  readonly limits: readonly string[];
}

export const ALL_NAMES: WantedNames = { exactly: null, only: [], limits: [] };

export function isWanted({ exactly, only, limits }: WantedNames, name: string): boolean {
  if (exactly !== null && !exactly.includes(name)) return false;
  return isWithinPatterns(only, name) && isWithinPatterns(limits, name);
}

/** Names that were asked for as they are: each of them is missed where it is not there. */
export function namedOnes({ exactly, only, limits }: WantedNames): readonly string[] {
  const named = exactly ?? only.filter((one) => !one.includes('*'));
  return named.filter((name) => isWithinPatterns(limits, name));
}

export interface OnlyInSight {
  readonly only: string[];
  /** More was asked for than whoever looks may be told. */
  readonly onlyBeyond: boolean;
}

/** What is told of names and globs that were asked for to one who is limited to `limits`. */
export function onlyInSight(only: readonly string[], limits: readonly string[]): OnlyInSight {
  const seen = only.filter((name) => isWithinPatterns(limits, name));
  return { only: seen, onlyBeyond: seen.length < only.length };
}
