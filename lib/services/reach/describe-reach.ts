// What a person or a token reaches: where the rights begin, what they are, and how much is there.

import 'server-only';
import type { Reach } from '@/lib/contracts/reach';
import { countReached } from '@/lib/db/reach/reached-secrets';
import { toTypeId } from '@/lib/domain/ids';
import { PERMISSIONS } from '@/lib/domain/permissions';
import type { Permission } from '@/lib/domain/permissions';
import type { ScopeKind } from '@/lib/domain/scope';
import type { Context } from '../context';

/** Something held at a scope, with why. */
export interface HeldPlace {
  readonly scope: {
    readonly id: string;
    readonly kind: ScopeKind;
    readonly path: string;
    readonly lineage: readonly string[];
  };
  readonly role: string | null;
  readonly group: string | null;
  readonly permissions: readonly Permission[];
}

/**
 * One place for each scope, the widest first; what is held above it holds there too. How much is there
 * is told at and below `roots`: of what lies beside them the caller knows nothing.
 */
export async function describeReach(
  { installation }: Context,
  held: readonly HeldPlace[],
  { roots, namePatterns }: { readonly roots: readonly string[]; readonly namePatterns: string[] },
): Promise<Reach> {
  const scopes = [...new Map(held.map(({ scope }) => [scope.id, scope])).values()].sort(
    (one, other) => one.lineage.length - other.lineage.length || (one.path < other.path ? -1 : 1),
  );
  const ids = scopes
    .filter(({ lineage }) => lineage.some((id) => roots.includes(id)))
    .map((scope) => scope.id);
  const counts =
    ids.length === 0 ? [] : await countReached(installation.database.prisma, ids, namePatterns);
  const places = scopes.map((scope) => {
    const there = held.filter((one) => scope.lineage.includes(one.scope.id));
    const permissions = new Set(there.flatMap((one) => one.permissions));
    const counted = counts.find((one) => one.scopeId === scope.id);
    return {
      scope: { kind: scope.kind, id: toTypeId(scope.kind, scope.id), path: scope.path },
      permissions: PERMISSIONS.filter((one) => permissions.has(one)),
      because: held
        .filter((one) => one.scope.id === scope.id)
        .map(({ role, group }) => ({ role, group })),
      secrets: counted?.secrets ?? null,
      apps: counted?.apps ?? null,
      delivered: counted?.delivered ?? null,
    };
  });
  return { namePatterns, places };
}
