// Typed reads of the rotation board, its outlook and the windows of a scope.

import type { RotationItem, RotationList, RotationOutlook } from '@/lib/contracts/rotation';
import type { RotationWindowList } from '@/lib/contracts/rotation';
import type { RotationStatus } from '@/lib/domain/rotation';
import type { SecretType } from '@/lib/domain/secret-kinds';
import { get, scopeAddress, type ScopeWanted } from './api';

/** Stands for all that is read of rotation; a longer one for one read. */
export function rotationKey(...of: readonly string[]): readonly string[] {
  return ['rotation', ...of];
}

export interface RotationWanted {
  /** The id of a scope: what is at and below it. */
  readonly scope: string;
  readonly type?: SecretType | undefined;
  readonly owner?: string | undefined;
  readonly q?: string | undefined;
}

/** The query of what is wanted; two that want the same are equal. */
export function rotationQuery({ scope, type, owner, q }: RotationWanted): string {
  const given = Object.entries({ scope, type, owner, q }).filter(([, value]) => value);
  return new URLSearchParams(given as [string, string][]).toString();
}

/** One page of those in these statuses, what is due first coming first. Throws as `fetchSecrets` does. */
export async function fetchRotation(
  wanted: RotationWanted & { readonly statuses: readonly RotationStatus[] },
  after: string | null,
  signal?: AbortSignal,
): Promise<RotationList> {
  const query = new URLSearchParams(rotationQuery(wanted));
  if (wanted.statuses.length > 0) query.set('status', wanted.statuses.join(','));
  if (after !== null) query.set('after', after);
  return get(`/rotation?${query}`, signal);
}

/** Throws as `fetchSecrets` does. */
export async function fetchOutlook(
  wanted: RotationWanted,
  signal?: AbortSignal,
): Promise<RotationOutlook> {
  return get(`/rotation/outlook?${rotationQuery(wanted)}`, signal);
}

interface OneWanted {
  readonly id: string;
  readonly key: string;
  readonly type: SecretType;
  readonly scope: { readonly id: string };
}

/** The row of one secret, found among those with its name in theirs; null where it has none. */
export async function fetchRotationOf(
  { id, key, type, scope }: OneWanted,
  signal?: AbortSignal,
): Promise<RotationItem | null> {
  const wanted = { scope: scope.id, type, q: key, statuses: [] };
  let after: string | null = null;
  do {
    const page: RotationList = await fetchRotation(wanted, after, signal);
    const found = page.items.find((item) => item.id === id);
    if (found) return found;
    after = page.next;
  } while (after !== null);
  return null;
}

export interface WindowsWanted extends ScopeWanted {
  /** Those of, and for, one secret. */
  readonly key?: string | undefined;
  /** With those that ended. */
  readonly ended: boolean;
}

/** One page, newest first. Throws as `fetchSecrets` does. */
export async function fetchRotationWindows(
  wanted: WindowsWanted,
  after: string | null,
  signal?: AbortSignal,
): Promise<RotationWindowList> {
  const query = new URLSearchParams();
  if (wanted.key) query.set('key', wanted.key);
  if (wanted.ended) query.set('ended', 'true');
  if (after !== null) query.set('after', after);
  return get(`${scopeAddress(wanted)}/rotation-windows?${query}`, signal);
}
