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

/** At most so many are told by name, those that keep a case open first; the others are counted. */
export const NEIGHBOURS_MAX = 200;
export const LEAK_TEXT_LENGTH_MAX = 10_000;

/** Of a pasted value: fewer bytes would be guesses. */
export const MATCH_BYTES_MIN = 8;
/** Values that one person or token may have matched. */
export const MATCHES_PER_MINUTE_MAX = 10;
export const MATCHES_PER_DAY_MAX = 100;

/** Neighbours that keep a case from closing: undecided ones, and those whose rotation is not closed. */
export interface OpenNeighbours {
  readonly undecided: number;
  readonly rotating: number;
}

export interface LeakFacts extends OpenNeighbours {
  /** The exposed versions are no longer current, and somebody revoked them where they are issued. */
  readonly revoked: boolean;
  /** A new value is current. */
  readonly replaced: boolean;
  /** Workers that hold an exposed version, those that fell silent unseen among them. */
  readonly holders: number;
  readonly reviewed: boolean;
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

/** What somebody else has to do, for one who is told of them as numbers alone; empty: nothing. */
export function beyondSightText({ undecided, rotating }: OpenNeighbours): string {
  const texts = [
    ...(undecided === 0
      ? []
      : [
          `${undecided} undecided ${undecided === 1 ? 'neighbour is' : 'neighbours are'} beyond your sight: somebody who may list ${undecided === 1 ? 'it' : 'them'} has to decide.`,
        ]),
    ...(rotating === 0
      ? []
      : [
          `${rotating} ${rotating === 1 ? 'rotation' : 'rotations'} of neighbours beyond your sight ${rotating === 1 ? 'is' : 'are'} not closed.`,
        ]),
  ];
  return texts.join(' ');
}
