// Lists the rotation windows that apply in a scope, and what holds there by them.

import 'server-only';
import type { ListRotationWindowsQuery, RotationWindowList } from '@/lib/contracts/rotation';
import { listWindowRows, presentWindows } from '@/lib/db/rotation/windows';
import { findSecretByName } from '@/lib/db/rotation/secret-by-name';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { notFound } from '@/lib/domain/errors';
import { fromTypeId } from '@/lib/domain/ids';
import { SECRET_TYPES } from '@/lib/domain/secret-kinds';
import { authorize, LEFT_OUT, namePatternsOf } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import { permissionsOn, readReach } from '../access/effective-permissions';
import { memberOf } from '../context';
import type { Context } from '../context';
import { windowSummary } from './window-summary';

const WINDOWS_PER_PAGE = 100;

/**
 * Needs `secrets:list` on the scope. Those of keys of the console are listed for whoever may look after
 * some of them. Throws 404 for an unknown `key`.
 */
export async function listRotationWindows(
  ctx: Context,
  reference: ScopeReference,
  query: ListRotationWindowsQuery = {},
): Promise<RotationWindowList> {
  const { key } = query;
  const names = key === undefined ? LEFT_OUT : [key];
  const scope = await authorize(ctx, reference, 'secrets:list', names);
  const { prisma } = ctx.installation.database;
  const reach = await readReach(prisma, memberOf(ctx));
  const held = permissionsOn(reach, { lineage: [scope.organizationId] });
  const secret = key === undefined ? null : await findSecretByName(prisma, scope, key);
  if (key !== undefined && !secret) throw notFound('That secret');
  const limit = query.limit ?? WINDOWS_PER_PAGE;
  const rows = await listWindowRows(prisma, scope, {
    secretId: secret?.id,
    namePatterns: namePatternsOf(ctx),
    ended: query.ended === 'true',
    subjects: !secret && (held.has('keys:manage') || held.has('backends:manage')),
    after: query.after === undefined ? undefined : (fromTypeId(['window'], query.after) ?? NO_ID),
    limit: limit + 1,
  });
  const items = rows.slice(0, limit).map((row) => windowSummary(ctx, row, scope, reach));
  return {
    items,
    present: await presentIn(ctx, scope, secret),
    next: rows.length > limit ? (items.at(-1)?.id ?? null) : null,
  };
}

/** Nothing comes after it. */
const NO_ID = '00000000-0000-0000-0000-000000000000';

async function presentIn(
  ctx: Context,
  scope: AuthorizedScope,
  secret: Awaited<ReturnType<typeof findSecretByName>>,
): Promise<RotationWindowList['present']> {
  const { prisma } = ctx.installation.database;
  const types = secret ? [secret.type] : [null, ...SECRET_TYPES];
  const days = await presentWindows(
    prisma,
    scope,
    types.map((type) => ({ type, secretId: secret?.id ?? null })),
  );
  const least = (one: number | null) =>
    secret?.ownDays == null ? one : Math.min(secret.ownDays, one ?? secret.ownDays);
  return types.map((type, at) => ({ type, days: least(days[at] ?? null) }));
}
