// What a running process holds against what it would be handed now.

import type { RestartRule } from './worker';
import type { ScopeKind } from './scope';

/** A value under a name: whose, of which version, in which form, and from which scope it was won. */
export interface Held {
  readonly name: string;
  /** The secret, the end of an alias, or the integration whose value it is. */
  readonly sourceId: string;
  readonly version: number;
  readonly form: string;
  readonly scopeKind: ScopeKind;
}

/** `from` and `to` are versions; null where there is none. */
export interface HeldChange {
  readonly name: string;
  readonly how: 'changed' | 'new' | 'gone';
  /** The scope whose change it is: that of the value it would get, or had. */
  readonly cause: ScopeKind;
  readonly from: number | null;
  readonly to: number | null;
}

/**
 * One change a name, in the order of names. A name may hold several values (an integration and the
 * secrets within it): it has changed when any of them has, and a change of the platform counts most.
 */
export function heldChanges(held: readonly Held[], now: readonly Held[]): HeldChange[] {
  const before = byName(held);
  const after = byName(now);
  const names = [...new Set([...before.keys(), ...after.keys()])].sort(inCodeUnits);
  return names.flatMap((name) => changeOf(name, before.get(name) ?? [], after.get(name) ?? []));
}

/** Whether a change is one that restarts a worker with this rule by itself. */
export function restartsItself(rule: RestartRule, changes: readonly HeldChange[]): boolean {
  if (rule === 'never') return false;
  return changes.some(({ cause }) => rule === 'all' || cause === 'organization');
}

/** What is held and would not be handed now. */
export function lostOf<Row extends Held>(held: readonly Row[], now: readonly Held[]): Row[] {
  const after = byName(now);
  return held.filter((one) => !(after.get(one.name) ?? []).some((other) => isSame(one, other)));
}

function changeOf(name: string, held: readonly Held[], now: readonly Held[]): HeldChange[] {
  const lost = lostOf(held, now);
  const won = lostOf(now, held);
  if (lost.length + won.length === 0) return [];
  const [to, from] = [mostTelling(won), mostTelling(lost)];
  const same = lost.find(({ sourceId }) => sourceId === to?.sourceId) ?? from;
  const how = held.length === 0 ? 'new' : now.length === 0 ? 'gone' : 'changed';
  const { scopeKind: cause } = (to ?? from)!;
  return [{ name, how, cause, from: same?.version ?? null, to: to?.version ?? null }];
}

/** One of the platform, if any; in whatever order they came. */
function mostTelling(list: readonly Held[]): Held | undefined {
  const inOrder = [...list].sort((one, other) => inCodeUnits(one.sourceId, other.sourceId));
  return inOrder.find(({ scopeKind }) => scopeKind === 'organization') ?? inOrder[0];
}

function isSame(one: Held, other: Held): boolean {
  return (
    one.sourceId === other.sourceId && one.version === other.version && one.form === other.form
  );
}

function byName(list: readonly Held[]): Map<string, Held[]> {
  const found = new Map<string, Held[]>();
  for (const one of list) found.set(one.name, [...(found.get(one.name) ?? []), one]);
  return found;
}

function inCodeUnits(one: string, other: string): number {
  return one < other ? -1 : 1;
}
