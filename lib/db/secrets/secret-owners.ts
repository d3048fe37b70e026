// People and teams of an organization as the owners of secrets.

import 'server-only';
import type { Reader } from '../connection/transaction';

export interface OwnerNamed {
  readonly kind: 'person' | 'team';
  readonly id: string;
  readonly name: string;
  /** The e-mail of a person, the path of a team. */
  readonly detail: string;
}

/** How owners may be named, each in its list. */
export interface OwnerNames {
  readonly userIds: readonly string[];
  readonly emails: readonly string[];
  readonly teamIds: readonly string[];
  readonly paths: readonly string[];
}

/** Active people and live teams of the organization that are named so. */
export async function findOwners(
  reader: Reader,
  organizationId: string,
  { userIds, emails, teamIds, paths }: OwnerNames,
): Promise<OwnerNamed[]> {
  const people = await reader.user.findMany({
    where: {
      organizationId,
      deactivatedAt: null,
      OR: [{ id: { in: [...userIds] } }, { email: { in: [...emails] } }],
    },
    select: { id: true, name: true, email: true },
  });
  const teams = await reader.scope.findMany({
    where: {
      organizationId,
      kind: 'team',
      deletedAt: null,
      OR: [{ id: { in: [...teamIds] } }, { path: { in: [...paths] } }],
    },
    select: { id: true, name: true, path: true },
  });
  return [
    ...people.map(({ email, ...person }) => ({
      ...person,
      kind: 'person' as const,
      detail: email,
    })),
    ...teams.map(({ path, ...team }) => ({ ...team, kind: 'team' as const, detail: path })),
  ];
}

/**
 * People and teams whose name, e-mail or path has `q` in it, by name: teams at, above or below one of
 * `roots`, and people with a role on such a scope.
 */
export async function searchOwners(
  reader: Reader,
  organizationId: string,
  search: { readonly roots: readonly string[]; readonly q: string; readonly limit: number },
): Promise<OwnerNamed[]> {
  const pattern = `%${search.q.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  const roots = [...search.roots];
  return reader.$queryRaw<OwnerNamed[]>`
    WITH near AS (
      SELECT id, kind, name, path FROM scope
       WHERE organization_id = ${organizationId}::uuid AND deleted_at IS NULL
         AND (lineage && ${roots}::uuid[]
              OR id IN (SELECT unnest(lineage) FROM scope WHERE id = ANY(${roots}::uuid[])))
    )
    SELECT kind, id, name, detail FROM (
      SELECT 'team' AS kind, id, name, path AS detail FROM near WHERE kind = 'team'
      UNION ALL
      SELECT 'person', u.id, u.name, u.email FROM app_user u
       WHERE u.organization_id = ${organizationId}::uuid AND u.deactivated_at IS NULL
         AND EXISTS (SELECT FROM scope_grant g JOIN near ON near.id = g.scope_id
                      WHERE g.user_id = u.id
                         OR g.group_id IN (SELECT group_id FROM group_member WHERE user_id = u.id))
    ) AS found
     WHERE lower(name) LIKE ${pattern} OR lower(detail) LIKE ${pattern}
     ORDER BY lower(name) COLLATE "C", id
     LIMIT ${search.limit}`;
}
