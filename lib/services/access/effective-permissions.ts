// What an actor may do on a scope: grants inherited downwards, or a token's fixed permissions.

import 'server-only';
import { listGrants } from '@/lib/db/people/members';
import { findLineage } from '@/lib/db/scopes/scopes';
import type { Reader } from '@/lib/db/connection/transaction';
import type { GrantHolder } from '@/lib/domain/actor';
import { permissionsOfGrant } from '@/lib/domain/permissions';
import type { Permission } from '@/lib/domain/permissions';
import type { Scope } from '@/lib/domain/scope';

/** The places an actor's rights begin at, with what each gives. Read once per decision, never cached. */
export interface Reach {
  readonly grants: readonly {
    readonly scopeId: string;
    readonly lineage: readonly string[];
    readonly permissions: readonly Permission[];
  }[];
}

/**
 * Reads what the actor was granted. `deliveries:create` is never a session's: granted to a person it
 * only lets him issue tokens with it.
 */
export async function readReach(reader: Reader, member: GrantHolder): Promise<Reach> {
  if (member.kind === 'token') {
    const lineage = await findLineage(reader, member.scopeId);
    return { grants: [{ scopeId: member.scopeId, lineage, permissions: member.permissions }] };
  }
  const rows = await listGrants(reader, member.id);
  return {
    grants: rows.map(({ role, custom, scopeId, lineage }) => ({
      scopeId,
      lineage,
      permissions: permissionsOfGrant(role, custom, scopeId === member.organizationId),
    })),
  };
}

/** Everything the reach gives on one scope, including what only tokens may use. */
export function permissionsOn(reach: Reach, scope: Pick<Scope, 'lineage'>): Set<Permission> {
  const here = reach.grants.filter((grant) => scope.lineage.includes(grant.scopeId));
  return new Set(here.flatMap((grant) => [...grant.permissions]));
}

/** Whether the actor may know that the scope exists: rights on it, above it, or somewhere below it. */
export function knowsOf(reach: Reach, scope: Pick<Scope, 'id' | 'lineage'>): boolean {
  return reach.grants.some(
    (grant) =>
      grant.permissions.length > 0 &&
      (scope.lineage.includes(grant.scopeId) || grant.lineage.includes(scope.id)),
  );
}
