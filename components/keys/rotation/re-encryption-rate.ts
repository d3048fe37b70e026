// How fast re-encryption goes, from what successive looks at it found.

export interface Look {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly remaining: number;
}

const LOOKS_KEPT = 8;

/** `looks` with one more, the oldest ones dropped; unchanged when that look is known already. */
export function withLook(looks: readonly Look[], look: Look): readonly Look[] {
  if (looks.at(-1)?.at === look.at) return looks;
  return [...looks, look].slice(-LOOKS_KEPT);
}

export interface Rate {
  readonly perSecond: number;
  readonly secondsLeft: number;
}

/** Null until two looks have found progress between them. */
export function rateOf(looks: readonly Look[]): Rate | null {
  const [first, last] = [looks.at(0), looks.at(-1)];
  if (!first || !last || last.at <= first.at || last.remaining >= first.remaining) return null;
  const perSecond = ((first.remaining - last.remaining) * 1000) / (last.at - first.at);
  return { perSecond, secondsLeft: Math.ceil(last.remaining / perSecond) };
}

/** "about 40 s", "about 3 min", "about 2 h": no more exact than it is known. */
export function durationWords(seconds: number): string {
  if (seconds < 90) return `about ${Math.max(seconds, 1)} s`;
  if (seconds < 90 * 60) return `about ${Math.round(seconds / 60)} min`;
  return `about ${Math.round(seconds / 3600)} h`;
}
