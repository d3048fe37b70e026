// A leak case: its steps, what keeps it open, and how long the exposure lasted.

export const LEAK_STATES = ['open', 'closed'] as const;
export type LeakState = (typeof LEAK_STATES)[number];

/** In the order in which a response goes. */
export const LEAK_STEPS = [
  'revoke',
  'replace',
  'converge',
  'review',
  'neighbours',
  'advisory',
] as const;
export type LeakStep = (typeof LEAK_STEPS)[number];

/** Why a secret is at risk with another, the nearest first. */
export const NEIGHBOUR_REASONS = ['value', 'delivery', 'scope', 'owner'] as const;
export type NeighbourReason = (typeof NEIGHBOUR_REASONS)[number];

export const NEIGHBOUR_DECISIONS = ['rotate', 'leave'] as const;
export type NeighbourDecision = (typeof NEIGHBOUR_DECISIONS)[number];

/** At most so many are told by name; the others are counted. */
export const NEIGHBOURS_MAX = 200;
export const LEAK_TEXT_LENGTH_MAX = 10_000;

/** Of a pasted value: fewer bytes would be guesses. */
export const MATCH_BYTES_MIN = 8;
/** Values that one person or token may have matched. */
export const MATCHES_PER_MINUTE_MAX = 10;
export const MATCHES_PER_DAY_MAX = 100;

export interface LeakFacts {
  /** The exposed versions are no longer current, and somebody revoked them where they are issued. */
  readonly revoked: boolean;
  /** A new value is current. */
  readonly replaced: boolean;
  /** Workers that hold an exposed version, those that fell silent unseen among them. */
  readonly holders: number;
  readonly reviewed: boolean;
  /** Neighbours about which nothing is decided, and those whose rotation is not closed. */
  readonly undecided: number;
  readonly rotating: number;
  readonly advised: boolean;
  /** The rotation that answers it is closed, by proof or by an exception. */
  readonly proven: boolean;
}

/** The steps that are not done; a case closes when there are none and its rotation is closed. */
export function openSteps(facts: LeakFacts): LeakStep[] {
  const done: Readonly<Record<LeakStep, boolean>> = {
    revoke: facts.revoked,
    replace: facts.replaced,
    converge: facts.replaced && facts.holders === 0,
    review: facts.reviewed,
    neighbours: facts.undecided === 0 && facts.rotating === 0,
    advisory: facts.advised,
  };
  return LEAK_STEPS.filter((step) => !done[step]);
}

/** Whether nobody can use an exposed value any more, as far as the console can know. */
export function isContained(facts: LeakFacts): boolean {
  return facts.revoked && facts.replaced && facts.holders === 0;
}
