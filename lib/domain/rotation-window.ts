// How old a secret may get: which of the limits that apply to it holds.

/** A limit that applies. The higher `depth`, the narrower its place: 1 the organization, … 4 an app, 5 one secret. */
export interface WindowLimit {
  readonly id: string;
  readonly days: number;
  readonly depth: number;
  /** Of all secrets of its place, whatever their type. */
  readonly general: boolean;
  readonly looser: boolean;
  readonly setAt: Date;
  /** Of a looser one: when a second person signed it, and when it ends by itself. */
  readonly signedAt: Date | null;
  readonly endsAt: Date | null;
  readonly endedAt: Date | null;
}

/** What the window comes from; `window` names the limit that holds. */
export type EffectiveWindow =
  | { readonly days: number; readonly by: 'type' | 'own' }
  | { readonly days: number; readonly by: 'window'; readonly window: string };

export interface WindowBasis {
  /** Of its type; null where that has none. */
  readonly typeDays: number | null;
  /** Its own field, which nothing lifts: whoever looks after the secret may take it away. */
  readonly ownDays: number | null;
  readonly limits: readonly WindowLimit[];
}

/** Deep enough for what is set on one secret. */
export const SECRET_DEPTH = 5;

/**
 * The least of the limits that are left; null where there is none. A looser window that counts lifts the
 * limits of its place and above (the type's among them) that were set before it: a later one wins. A
 * general one lifts general ones alone: whoever signed it was told of no other.
 */
export function effectiveWindow(basis: WindowBasis, now: Date): EffectiveWindow | null {
  const live = basis.limits.filter((limit) => counts(limit, now));
  const lifting = live.filter(({ looser }) => looser);
  const lifted = (depth: number, setAt: number, general: boolean) =>
    lifting.some(
      (one) => one.depth >= depth && setAt < one.setAt.getTime() && (general || !one.general),
    );
  const left: (EffectiveWindow & { depth: number })[] = live
    .filter(({ depth, setAt, general }) => !lifted(depth, setAt.getTime(), general))
    .map(({ id, days, depth }) => ({ days, by: 'window', window: id, depth }));
  if (basis.typeDays !== null && !lifted(0, Number.NEGATIVE_INFINITY, false)) {
    left.push({ days: basis.typeDays, by: 'type', depth: 0 });
  }
  if (basis.ownDays !== null) {
    left.push({ days: basis.ownDays, by: 'own', depth: SECRET_DEPTH });
  }
  const [first] = left.sort((one, other) => one.days - other.days || one.depth - other.depth);
  if (!first) return null;
  const { days } = first;
  return first.by === 'window'
    ? { days, by: 'window', window: first.window }
    : { days, by: first.by };
}

/** A looser one has no effect before it is signed, and none after its end. */
function counts({ looser, signedAt, endsAt, endedAt }: WindowLimit, now: Date): boolean {
  if (endedAt !== null) return false;
  return !looser || (signedAt !== null && endsAt !== null && endsAt > now);
}

/** Whether `days` let things get older than the limits that hold now. */
export function isLooser(days: number, present: EffectiveWindow | null): boolean {
  return present !== null && days > present.days;
}

/** In which state a window is told. */
export type WindowState = 'asked' | 'holds' | 'over' | 'ended';

export function windowState(
  limit: Omit<WindowLimit, 'id' | 'days' | 'depth' | 'general'>,
  now: Date,
): WindowState {
  if (limit.endedAt !== null) return 'ended';
  if (!limit.looser) return 'holds';
  if (limit.endsAt === null || limit.endsAt <= now) return 'over';
  return limit.signedAt === null ? 'asked' : 'holds';
}
