// Who can change or receive one secret: people by their roles, tokens, links, briefs, integrations.

import 'server-only';
import type { SecretAccess, SecretAccessQuery, SecretHolder } from '@/lib/contracts/reach';
import { listBriefsNaming, listIntegrationsFilledFrom } from '@/lib/db/reach/carriers';
import { listDeliveryPoints } from '@/lib/db/reach/delivery-points';
import { listLinksTo, listPeopleAround, listTokensAround } from '@/lib/db/reach/holders';
import type { Around } from '@/lib/db/reach/holders';
import { findPointers } from '@/lib/db/secrets/secret-versions';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { notFound } from '@/lib/domain/errors';
import { fromTypeId } from '@/lib/domain/ids';
import { permissionsOfRole, ROLES } from '@/lib/domain/permissions';
import type { Permission } from '@/lib/domain/permissions';
import { authorize } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import { permissionsOn, readReach } from '../access/effective-permissions';
import type { Context } from '../context';
import {
  briefHolder,
  integrationHolder,
  linkHolder,
  personHolder,
  tokenHolder,
} from './secret-holders';
import type { Points } from './secret-holders';

export const HOLDERS_PER_PAGE = 100;

/** What makes somebody worth listing. */
const TELLING: readonly Permission[] = [
  'secrets:write',
  'secrets:delete',
  'deliveries:create',
  'tokens:manage',
];

const WANTED = {
  roles: ROLES.filter((role) => permissionsOfRole(role, true).some((one) => TELLING.includes(one))),
  permissions: TELLING,
};

/**
 * Needs `audit:read` or `members:manage` on the scope. Active people, working tokens, open links and briefs, integrations;
 * those who can do nothing to it are left out, so a page may be short. Throws 404 for an unknown name.
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
  if (!secret || !own) throw notFound('That secret');
  const limit = query.limit ?? HOLDERS_PER_PAGE;
  const found: SecretHolder[] = [];
  const asked = { scope, secretId: secret.id, points: [own, ...aliases] as Points };
  for (const { kind, list } of LISTS.slice(listOf(query.after))) {
    if (found.length > limit) break;
    const after = query.after ? fromTypeId([kind], query.after) : null;
    found.push(...(await list(ctx, asked, { after, limit: limit + 1 })));
  }
  const shown = found.slice(0, limit);
  return {
    items: shown.filter(({ can }) => can.length > 0),
    next: found.length > limit ? (shown.at(-1)?.id ?? null) : null,
  };
}

interface Asked {
  readonly scope: AuthorizedScope;
  readonly secretId: string;
  readonly points: Points;
}

type List = (
  ctx: Context,
  asked: Asked,
  page: { readonly after: string | null; readonly limit: number },
) => Promise<SecretHolder[]>;

const people: List = async (ctx, { scope, points }, page) => {
  const { prisma } = ctx.installation.database;
  const grants = await listPeopleAround(prisma, aroundOf(scope, points), WANTED, page);
  return [...new Set(grants.map((grant) => grant.userId))].map((id) =>
    personHolder(
      grants.filter((grant) => grant.userId === id),
      points,
    ),
  );
};

const tokens: List = async (ctx, { scope, points }, page) => {
  const { prisma } = ctx.installation.database;
  const rows = await listTokensAround(prisma, aroundOf(scope, points), TELLING, page);
  return rows.map((row) => tokenHolder(row, points));
};

const links: List = async (ctx, { scope, secretId }, page) => {
  const { prisma } = ctx.installation.database;
  const { organizationId } = scope;
  const rows = await listLinksTo(prisma, organizationId, secretId, page);
  const makers = [...new Set(rows.map((row) => row.makerId))];
  const writers = new Set<string>();
  for (const id of makers) {
    const reach = await readReach(prisma, { kind: 'user', id, organizationId });
    if (permissionsOn(reach, scope).has('secrets:write')) writers.add(id);
  }
  return rows.map((row) => linkHolder(row, scope, writers.has(row.makerId)));
};

const briefs: List = async (ctx, { scope, points }, page) => {
  const { prisma } = ctx.installation.database;
  const wanted = {
    names: points.map(({ name }) => name),
    below: points.map(({ scopeId }) => scopeId),
  };
  const rows = await listBriefsNaming(prisma, scope.organizationId, wanted, page);
  return rows.map((row) => briefHolder(row, points));
};

/** Filled from the platform alone, whatever a narrower scope says of the name. */
const integrations: List = async (ctx, { scope, points }, page) => {
  const { prisma } = ctx.installation.database;
  const names = points.filter(({ lineage }) => lineage.length === 1).map(({ name }) => name);
  if (names.length === 0) return [];
  const rows = await listIntegrationsFilledFrom(prisma, scope.organizationId, names, page);
  return rows.map((row) => integrationHolder(row));
};

/** As they follow each other on pages. */
const LISTS = [
  { kind: 'user', list: people },
  { kind: 'token', list: tokens },
  { kind: 'link', list: links },
  { kind: 'brief', list: briefs },
  { kind: 'integration', list: integrations },
] as const;

/** Where to go on after that id; from the beginning without one. */
function listOf(after: string | undefined): number {
  if (after === undefined) return 0;
  return Math.max(
    0,
    LISTS.findIndex(({ kind }) => fromTypeId([kind], after) !== null),
  );
}

function aroundOf({ organizationId }: AuthorizedScope, points: Points): Around {
  return {
    organizationId,
    above: [...new Set(points.flatMap((point) => point.lineage))],
    below: points.map((point) => point.scopeId),
  };
}
