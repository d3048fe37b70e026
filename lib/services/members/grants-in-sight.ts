// The roles of people that somebody who manages people may see.

import 'server-only';
import { listGrantsOf } from '@/lib/db/people/grants';
import type { GrantRow, HeldGrantRow } from '@/lib/db/people/grants';
import type { MemberSight } from '@/lib/db/people/member-list';
import type { Reader } from '@/lib/db/connection/transaction';
import { findLineage } from '@/lib/db/scopes/scopes';

/** On, below or above a root of `sight`: what else they hold elsewhere is not the asker's to know. */
export async function grantsInSight(
  reader: Reader,
  sight: MemberSight,
  userIds: readonly string[],
): Promise<HeldGrantRow[]> {
  if (userIds.length === 0) return [];
  return withinSight(reader, sight, await listGrantsOf(reader, userIds));
}

/** Of these grants those that are on, below or above a root of `sight`. */
export async function withinSight<G extends GrantRow>(
  reader: Reader,
  { roots }: MemberSight,
  grants: readonly G[],
): Promise<G[]> {
  const lineages = await Promise.all(roots.map((root) => findLineage(reader, root)));
  const above = new Set(lineages.flat());
  return grants.filter(
    ({ scope }) => above.has(scope.id) || scope.lineage.some((id) => roots.includes(id)),
  );
}
