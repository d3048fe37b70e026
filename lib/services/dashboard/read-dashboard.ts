// How a team is doing on one page: its secrets, what is due and open, the console, people, changes, tokens.

import 'server-only';
import type { Dashboard, HealthPlace, OverdueSecret } from '@/lib/contracts/dashboard';
import { countHealth, listOverdue } from '@/lib/db/dashboard/secret-health';
import type { HealthCount, OverdueRow } from '@/lib/db/dashboard/secret-health';
import { countWorkingTokens, listEndingTokens } from '@/lib/db/dashboard/ending-tokens';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { DAY_MS } from '@/lib/domain/durations';
import { toTypeId } from '@/lib/domain/ids';
import type { Scope } from '@/lib/domain/scope';
import { DUE_DAYS } from '@/lib/domain/secret-health';
import { authorize, LEFT_OUT, namePatternsOf } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import { permissionsOn, readReach } from '../access/effective-permissions';
import { listAuditEvents } from '../audit/list-events';
import { memberOf } from '../context';
import type { Context } from '../context';
import { listMembers } from '../members/list-members';
import { ownerOf } from '../secrets/secret-summary';
import { readOutlook } from '../rotation/read-outlook';
import { tokenSummary } from '../tokens/token-summary';
import { readBackupHealth, readKeyHealth, readLogHealth } from './console-health';
import { readOpenLeaks, readOpenRuns } from './open-work';

const SHOWN = { overdue: 20, members: 20, changes: 15, tokens: 20 } as const;

/**
 * Of a team, or of the organization by its teams. Needs `secrets:list` there. People are told to who
 * has `members:manage`, changes with `audit:read`, tokens with `tokens:manage`; keys, backups and the log
 * with `keys:manage`, `backups:manage` and `audit:read` on the organization. Else they are null.
 */
export async function readDashboard(ctx: Context, reference: ScopeReference): Promise<Dashboard> {
  const scope = await authorize(ctx, reference, 'secrets:list', LEFT_OUT);
  const { prisma } = ctx.installation.database;
  const reach = await readReach(prisma, memberOf(ctx));
  const may = permissionsOn(reach, scope);
  const everywhere = permissionsOn(reach, { lineage: [scope.organizationId] });
  const patterns = namePatternsOf(ctx);
  const { id } = refOf(scope);
  const [counts, overdue, outlook, runs, leaks] = await Promise.all([
    countHealth(prisma, scope, patterns),
    listOverdue(prisma, scope, patterns, SHOWN.overdue),
    readOutlook(ctx, { scope: id }),
    readOpenRuns(ctx, scope),
    readOpenLeaks(ctx, scope),
  ]);
  const [keys, backups, log, members, changes, tokens] = await Promise.all([
    everywhere.has('keys:manage') ? readKeyHealth(ctx) : null,
    everywhere.has('backups:manage') ? readBackupHealth(ctx) : null,
    everywhere.has('audit:read') ? readLogHealth(ctx) : null,
    may.has('members:manage') ? listMembers(ctx, { scope: id, limit: SHOWN.members }) : null,
    may.has('audit:read') ? listAuditEvents(ctx, { scope: id, limit: SHOWN.changes }) : null,
    may.has('tokens:manage') ? tokensOf(ctx, scope) : null,
  ]);
  return {
    scope: { ...refOf(scope), name: scope.name },
    total: counts.reduce((sum, { count }) => sum + count, 0),
    places: placesOf(counts),
    overdue: overdue.map(overdueSecret),
    ...{ outlook, runs, leaks, keys, backups, log },
    members,
    changes: changes?.items ?? null,
    tokens,
  };
}

async function tokensOf(ctx: Context, scope: AuthorizedScope): Promise<Dashboard['tokens']> {
  const { prisma } = ctx.installation.database;
  const now = new Date();
  const until = new Date(now.getTime() + DUE_DAYS * DAY_MS);
  const [working, ending] = await Promise.all([
    countWorkingTokens(prisma, scope, now),
    listEndingTokens(prisma, scope, { now, until, limit: SHOWN.tokens }),
  ]);
  return { working, ending: ending.map(tokenSummary) };
}

function placesOf(counts: readonly HealthCount[]): HealthPlace[] {
  return [...new Map(counts.map((one) => [one.scopeId, one])).values()].map((place) => {
    const here = counts.filter((one) => one.scopeId === place.scopeId);
    return {
      scope: { ...refOf({ ...place, id: place.scopeId }), name: place.name },
      total: here.reduce((sum, { count }) => sum + count, 0),
      counts: Object.fromEntries(here.map(({ health, count }) => [health, count])),
    };
  });
}

function overdueSecret(row: OverdueRow): OverdueSecret {
  const { key, type, health, days } = row;
  return {
    id: toTypeId('secret', row.id),
    key,
    type,
    scope: refOf({ id: row.scopeId, kind: row.scopeKind, path: row.scopePath }),
    owner: ownerOf(row),
    health,
    days,
  };
}

function refOf({ kind, id, path }: Pick<Scope, 'kind' | 'id' | 'path'>) {
  return { kind, id: toTypeId(kind, id), path };
}
