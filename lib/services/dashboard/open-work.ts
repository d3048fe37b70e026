// Open rotations and leak cases below a scope, as the overview lists them.

import 'server-only';
import type { OpenLeaks, OpenRuns } from '@/lib/contracts/open-work';
import { countOpenLeakRows, listOpenLeaks, listOpenRuns } from '@/lib/db/dashboard/open-work';
import type { WorkSight } from '@/lib/db/dashboard/open-work';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { toTypeId } from '@/lib/domain/ids';
import type { ScopeKind } from '@/lib/domain/scope';
import { namePatternsOf } from '../access/authorize';
import { readReach } from '../access/effective-permissions';
import { memberOf } from '../context';
import type { Context } from '../context';

const SHOWN = 8;

function sightOf(ctx: Context): WorkSight {
  const member = memberOf(ctx);
  return {
    namePatterns: namePatternsOf(ctx),
    userId: member.kind === 'user' ? member.id : null,
    limit: SHOWN,
  };
}

export async function readOpenRuns(ctx: Context, scope: AuthorizedScope): Promise<OpenRuns> {
  const rows = await listOpenRuns(ctx.installation.database.prisma, scope, sightOf(ctx));
  return {
    total: rows[0]?.total ?? 0,
    items: rows.map((row) => ({
      id: toTypeId('rotationRun', row.id),
      title: row.title,
      scope: placeOf(row),
      step: row.step,
      assignee: row.assignee,
      mine: row.mine,
      signature: row.signature,
      startedAt: row.startedAt.toISOString(),
      overlapEndsAt: row.overlapEndsAt?.toISOString() ?? null,
    })),
  };
}

export async function readOpenLeaks(ctx: Context, scope: AuthorizedScope): Promise<OpenLeaks> {
  const rows = await listOpenLeaks(ctx.installation.database.prisma, scope, sightOf(ctx));
  return {
    total: rows[0]?.total ?? 0,
    uncontained: rows[0]?.uncontained ?? 0,
    items: rows.map((row) => ({
      id: toTypeId('leakCase', row.id),
      key: row.key,
      scope: placeOf(row),
      openedAt: row.openedAt.toISOString(),
      containedAt: row.containedAt?.toISOString() ?? null,
      assignee: row.assignee,
      mine: row.mine,
    })),
  };
}

/** How many leak cases are open where the person may list secrets; 0 for one who may nowhere. */
export async function countOpenLeaks(ctx: Context): Promise<number> {
  const member = memberOf(ctx);
  const { prisma } = ctx.installation.database;
  const { grants } = await readReach(prisma, member);
  const roots = grants.filter((one) => one.permissions.includes('secrets:list'));
  if (roots.length === 0) return 0;
  const ids = roots.map(({ scopeId }) => scopeId);
  return countOpenLeakRows(prisma, member.organizationId, ids);
}

function placeOf(row: {
  readonly scopeKind: ScopeKind;
  readonly scopeId: string;
  readonly scopePath: string;
}) {
  return {
    kind: row.scopeKind,
    id: toTypeId(row.scopeKind, row.scopeId),
    path: row.scopePath,
  };
}
