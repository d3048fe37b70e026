// Which secret of a name an app gets: the narrowest scope wins, and hides all wider ones.

/** A secret on the way from the organization down to a scope. */
export interface Candidate {
  /** Compared exactly, as environment variables are. */
  readonly name: string;
  /** How many scopes its own lies below the organization. */
  readonly depth: number;
}

export interface Resolved<T> {
  readonly wins: T;
  /** What it hides, the narrowest first. */
  readonly shadowed: readonly T[];
}

/** By name, in the order of code points. A scope has a name once, so no two are equally narrow. */
export function resolve<T extends Candidate>(candidates: readonly T[]): Resolved<T>[] {
  const byName = new Map<string, T[]>();
  for (const one of candidates) byName.set(one.name, [...(byName.get(one.name) ?? []), one]);
  return [...byName.entries()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, all]) => {
      const [wins, ...shadowed] = all.sort((one, other) => other.depth - one.depth);
      return { wins: wins!, shadowed };
    });
}

/**
 * What a winner has to give. A name is won whether or not there is a value: falling back to a wider one
 * without a word would hand a process something that nobody meant for it.
 */
export const DELIVERABLES = ['ready', 'no_value', 'lost', 'target_deleted'] as const;

export type Deliverable = (typeof DELIVERABLES)[number];
