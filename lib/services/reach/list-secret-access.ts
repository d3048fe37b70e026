// Who can change or receive one secret, and why: people by their roles, tokens by their permissions.

import 'server-only';
import type { SecretAccess, SecretAccessQuery, SecretHolder } from '@/lib/contracts/reach';
import { listDeliveryPoints } from '@/lib/db/reach/delivery-points';
import { listPeopleAround, listTokensAround } from '@/lib/db/reach/holders';
import type { Around, PersonGrantRow, TokenHolderRow } from '@/lib/db/reach/holders';
import { findPointers } from '@/lib/db/secrets/secret-versions';
import { notFound } from '@/lib/domain/errors';
import { fromTypeId, toTypeId } from '@/lib/domain/ids';
import {
  isPermission,
  permissionsOfGrant,
  permissionsOfRole,
  ROLES,
} from '@/lib/domain/permissions';
import type { Permission } from '@/lib/domain/permissions';
import { ABILITIES, accessOfGrants, accessOfToken } from '@/lib/domain/secret-access';
import type { Access, DeliveryPoint } from '@/lib/domain/secret-access';
import { authorize } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';

export const HOLDERS_PER_PAGE = 100;

/** What makes somebody worth listing. */
const TELLING: readonly Permission[] = [
  'secrets:write',
  'secrets:delete',
  'deliveries:create',
  'tokens:manage',
];

type Points = [DeliveryPoint, ...DeliveryPoint[]];

/**
 * Needs `audit:read` or `members:manage` on the scope. Active people and working tokens; those who can
 * do nothing to it are left out, so a page may be short. Throws 404 for an unknown name.
 */
export async function listSecretAccess(
  ctx: Context,
  reference: ScopeReference,
  name: string,
  query: SecretAccessQuery = {},
): Promise<SecretAccess> {
  const scope = await authorize(ctx, reference, ['members:manage', 'audit:read']);
  const { prisma } = ctx.installation.database;
  const secret = await findPointers(prisma, scope, name);
  const [own, ...aliases] = secret ? await listDeliveryPoints(prisma, secret.id) : [];
  if (!own) throw notFound('That secret');
  const points: Points = [own, ...aliases];
  const around: Around = {
    organizationId: scope.organizationId,
    above: [...new Set(points.flatMap((point) => point.lineage))],
    below: points.map((point) => point.scopeId),
  };
  const limit = query.limit ?? HOLDERS_PER_PAGE;
  const page = { limit: limit + 1 };
  const afterToken = query.after ? fromTypeId(['token'], query.after) : null;
  const afterPerson = query.after ? fromTypeId(['user'], query.after) : null;
  const grants = afterToken
    ? []
    : await listPeopleAround(prisma, around, WANTED, { ...page, after: afterPerson });
  const people = [...new Set(grants.map((grant) => grant.userId))].map((id) =>
    grants.filter((grant) => grant.userId === id),
  );
  const tokens =
    people.length > limit
      ? []
      : await listTokensAround(prisma, around, TELLING, { ...page, after: afterToken });
  const found = [
    ...people.map((rows) => personOf(rows, points)),
    ...tokens.map((row) => tokenOf(row, points)),
  ];
  const shown = found.slice(0, limit);
  return {
    items: shown.filter(({ can }) => can.length > 0),
    next: found.length > limit ? (shown.at(-1)?.id ?? null) : null,
  };
}

const WANTED = {
  roles: ROLES.filter((role) => permissionsOfRole(role, true).some((one) => TELLING.includes(one))),
  permissions: TELLING,
};

function personOf(rows: readonly PersonGrantRow[], points: Points): SecretHolder {
  const [{ userId, name, email }] = rows as [PersonGrantRow];
  const holdings = rows.map((row) => ({
    ...row,
    permissions: permissionsOfGrant(row.role, row.custom, row.kind === 'organization'),
  }));
  const because = accessOfGrants(holdings, points).flatMap((access, at) => {
    const { role, group } = rows[at]!;
    return access.can.length > 0 ? [{ role, group, ...reasonOf(rows[at]!, access, points) }] : [];
  });
  const can = ABILITIES.filter((one) => because.some((reason) => reason.can.includes(one)));
  return { kind: 'person', id: toTypeId('user', userId), name, email, can, because };
}

function tokenOf(row: TokenHolderRow, points: Points): SecretHolder {
  const access = accessOfToken(
    { ...row, permissions: row.permissions.filter(isPermission) },
    points,
  );
  const because = [{ role: null, group: null, ...reasonOf(row, access, points) }];
  const { name } = row;
  const id = toTypeId('token', row.id);
  return { kind: 'token', id, name, email: null, can: [...access.can], because };
}

function reasonOf(
  { kind, scopeId, path }: Pick<PersonGrantRow, 'kind' | 'scopeId' | 'path'>,
  { can, as }: Access,
  [own]: Points,
): Pick<SecretHolder['because'][number], 'scope' | 'can' | 'as'> {
  const renamed = as.some((point) => point !== own);
  return {
    scope: { kind, id: toTypeId(kind, scopeId), path },
    can: [...can],
    as: renamed ? as.map((point) => ({ key: point.name, path: point.path })) : [],
  };
}
