// What has to be entered again after a master key was lost: line by line, and summed.

import 'server-only';
import type {
  Worksheet,
  WorksheetProgress,
  WorksheetProgressQuery,
  WorksheetQuery,
  WorksheetRow,
} from '@/lib/contracts/lost-key';
import { listConnectorsWithoutCredentials } from '@/lib/db/connectors/connectors';
import { listKeyResets } from '@/lib/db/keys/lost-keys';
import { listLostSecondFactors, listWorksheetRows, sumWorksheet } from '@/lib/db/keys/worksheet';
import type { WorksheetDbRow, WorksheetGroupRow } from '@/lib/db/keys/worksheet';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { fromTypeId, toTypeId } from '@/lib/domain/ids';
import type { WorksheetGroup } from '@/lib/domain/worksheet';
import {
  anyKind,
  authorize,
  LEFT_OUT,
  namePatternsOf,
  PLATFORM_SCOPE,
} from '../../access/authorize';
import { takesCredentials } from '../../backends/connector-credentials';
import { mayApprove } from '../../backends/find-connector';
import type { Context } from '../../context';
import { listInstancesWithoutKey } from '../../instances/list-instances';
import { readOwner } from '../../secrets/secret-filter';
import { ownerOf } from '../../secrets/secret-summary';

const LINES_PER_PAGE = 100;

/** Needs `secrets:list` on the scope; without one, on the organization. Throws as `authorize`. */
export async function readWorksheet(ctx: Context, query: WorksheetQuery): Promise<Worksheet> {
  const scope = await authorize(ctx, scopeOf(query.scope), 'secrets:list', LEFT_OUT);
  const limit = query.limit ?? LINES_PER_PAGE;
  const filter = {
    state: query.state,
    type: query.type,
    owner: query.owner === undefined ? undefined : readOwner(query.owner),
    namePatterns: namePatternsOf(ctx),
  };
  const after = query.after === undefined ? undefined : fromTypeId(['secret'], query.after);
  const page = { after: after ?? undefined, limit: limit + 1 };
  const rows = await listWorksheetRows(ctx.installation.database.prisma, scope, filter, page);
  const items = rows.slice(0, limit).map(lineOf);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** How far it has come, summed by owner where nothing else is asked. Needs what `readWorksheet` needs. */
export async function readWorksheetProgress(
  ctx: Context,
  query: WorksheetProgressQuery,
): Promise<WorksheetProgress> {
  const scope = await authorize(ctx, scopeOf(query.scope), 'secrets:list', LEFT_OUT);
  const { prisma } = ctx.installation.database;
  const by = query.by ?? 'owner';
  const groups = await sumWorksheet(prisma, scope, by, namePatternsOf(ctx));
  const sum = (key: 'open' | 'done') => groups.reduce((total, group) => total + group[key], 0);
  return {
    resets: (await listKeyResets(prisma)).map((reset) => ({
      id: toTypeId('reset', reset.id),
      at: reset.at.toISOString(),
      by: reset.by,
      lostFingerprints: reset.lostFingerprints,
      masterFingerprint: reset.masterFingerprint,
      versionsLost: reset.versionsLost,
    })),
    open: sum('open'),
    done: sum('done'),
    groups: groups.map((group) => ({ ...group, id: groupId(by, group) })),
    people:
      scope.kind === 'organization'
        ? await listLostSecondFactors(prisma, scope.organizationId)
        : [],
    connectors: (await listConnectorsWithoutCredentials(prisma, scope)).flatMap((row) =>
      takesCredentials(row.kind, row.settings)
        ? [{ id: toTypeId('connector', row.id), slug: row.slug, path: row.path }]
        : [],
    ),
    instances: await lostInstances(ctx, scope),
  };
}

async function lostInstances(ctx: Context, { kind, organizationId }: AuthorizedScope) {
  if (kind !== 'organization' || !(await mayApprove(ctx))) return [];
  const rows = await listInstancesWithoutKey(ctx.installation, organizationId);
  return rows.map(({ id, slug }) => ({ id: toTypeId('instance', id), slug }));
}

function scopeOf(ref: string | undefined) {
  return ref === undefined ? PLATFORM_SCOPE : anyKind(ref);
}

function groupId(by: WorksheetGroup, { id }: WorksheetGroupRow): string | null {
  if (by !== 'owner' || id === null) return id;
  const [kind, uuid] = id.split(':') as ['user' | 'team', string];
  return toTypeId(kind, uuid);
}

function lineOf(row: WorksheetDbRow): WorksheetRow {
  return {
    id: toTypeId('secret', row.id),
    key: row.name,
    scope: { kind: row.scopeKind, id: toTypeId(row.scopeKind, row.scopeId), path: row.scopePath },
    type: row.type,
    description: row.description,
    owner: ownerOf(row),
    dependents: row.dependents,
    lostVersion: row.lostVersion,
    lostAt: row.lostAt.toISOString(),
    state: row.state,
    enteredAt: row.enteredAt?.toISOString() ?? null,
    enteredBy: row.enteredBy,
  };
}
