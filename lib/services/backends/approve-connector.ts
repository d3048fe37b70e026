// Approves where a connector leads: from then on credentials and references are sent there.

import 'server-only';
import type { Connector } from '@/lib/contracts/connector';
import { approveConnectorRow, lockConnector } from '@/lib/db/connectors/connectors';
import { holdScope } from '@/lib/db/scopes/scopes';
import { actorLabel } from '@/lib/domain/actor';
import { authorize, PLATFORM_SCOPE } from '../access/authorize';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { connectorFacts, connectorSummary } from './connector-summary';
import { findConnector, noSuchConnector, requireVersion } from './find-connector';

/**
 * Needs `backends:manage` on the organization. `version` is the one that was looked at. Throws 404, and 409
 * where it is of another version. Approving it again changes nothing.
 */
export async function approveConnector(
  ctx: Context,
  named: string,
  version: number,
): Promise<Connector> {
  const { row: before, scope } = await findConnector(ctx, named);
  await authorize(ctx, PLATFORM_SCOPE, 'backends:manage');
  const { row } = await recorded(
    ctx,
    async (tx) => {
      await holdScope(tx, scope.id);
      const now = await lockConnector(tx, before);
      if (!now) throw noSuchConnector();
      requireVersion(now, version);
      if (now.approvedAt) return { row: now, done: false };
      await approveConnectorRow(tx, now.id, actorLabel(ctx.actor));
      return { row: (await lockConnector(tx, before))!, done: true };
    },
    ({ row: now, done }) => ({
      in: scope,
      events: done ? [{ action: 'connector.approved', ...connectorFacts(now) }] : [],
    }),
  );
  return connectorSummary(row);
}
