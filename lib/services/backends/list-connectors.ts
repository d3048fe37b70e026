// Lists the connectors that serve a scope, and those of scopes below it.

import 'server-only';
import type { Connector, ConnectorList, ListConnectorsQuery } from '@/lib/contracts/connector';
import { listConnectorRows } from '@/lib/db/connectors/connectors';
import type { Permission } from '@/lib/domain/permissions';
import { SCOPE_KINDS } from '@/lib/domain/scope';
import { authorize, LEFT_OUT, PLATFORM_SCOPE } from '../access/authorize';
import type { Context } from '../context';
import { connectorSummary } from './connector-summary';
import { findConnector } from './find-connector';

const CONNECTORS_PER_PAGE = 100;

/** Whoever writes references has to know what they go through. */
const SIGHT = ['backends:manage', 'secrets:write'] as const satisfies Permission[];

/** Needs `backends:manage` or `secrets:write` on the scope. By slug; `next` is where to go on after. */
export async function listConnectors(
  ctx: Context,
  { scope: ref, scopeKind, serving, ...query }: ListConnectorsQuery = {},
): Promise<ConnectorList> {
  const at = ref ? { kinds: scopeKind ? [scopeKind] : SCOPE_KINDS, ref } : PLATFORM_SCOPE;
  const scope = await authorize(ctx, at, SIGHT, LEFT_OUT);
  const limit = query.limit ?? CONNECTORS_PER_PAGE;
  const rows = await listConnectorRows(ctx.installation.database.prisma, scope, {
    servingOnly: serving === 'true',
    kind: query.kind,
    after: query.after,
    limit: limit + 1,
  });
  const items = rows.slice(0, limit).map(connectorSummary);
  return { items, next: rows.length > limit ? (items.at(-1)?.slug ?? null) : null };
}

/** Needs what `listConnectors` needs, on its own scope. Throws 404. */
export async function readConnector(ctx: Context, named: string): Promise<Connector> {
  return connectorSummary((await findConnector(ctx, named, SIGHT)).row);
}
