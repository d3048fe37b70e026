// Approves where a connector leads: from then on credentials and references are sent there.

import 'server-only';
import type { Connector } from '@/lib/contracts/connector';
import { approveConnectorRow, lockConnector } from '@/lib/db/connectors/connectors';
import type { ConnectorRow } from '@/lib/db/connectors/connectors';
import { findSealedConnectors } from '@/lib/db/connectors/sealed-connectors';
import type { SealedCredentials } from '@/lib/db/connectors/sealed-connectors';
import type { Tx } from '@/lib/db/connection/transaction';
import { holdScope } from '@/lib/db/scopes/scopes';
import { actorLabel } from '@/lib/domain/actor';
import { authorize, PLATFORM_SCOPE } from '../access/authorize';
import { KeystowError } from '@/lib/domain/errors';
import type { Context, Installation } from '../context';
import { recorded } from '../recorded';
import { openCredentialsThatFit, sealCredentials, takesCredentials } from './connector-credentials';
import { connectorFacts, connectorSummary } from './connector-summary';
import { findConnector, noSuchConnector, requireVersion } from './find-connector';

/**
 * Needs `backends:manage` on the organization. `version` is the one that was looked at. Throws 404, and 409
 * where it is of another version, or its credentials are lost or do not open. Approving it again changes nothing.
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
      const approval = { at: new Date(), by: actorLabel(ctx.actor) };
      const sealed = await sealApproved(tx, ctx.installation, now, approval.at);
      if (!sealed) return { row: now, done: false };
      await approveConnectorRow(tx, now.id, approval, sealed);
      return { row: (await lockConnector(tx, before))!, done: true };
    },
    ({ row: now, done }) => ({
      in: scope,
      events: done ? [{ action: 'connector.approved', ...connectorFacts(now) }] : [],
    }),
  );
  return connectorSummary(row);
}

/** Sealed as approved, with the credentials there are; null where it is approved as it stands. */
async function sealApproved(
  tx: Tx,
  installation: Installation,
  row: ConnectorRow,
  at: Date,
): Promise<SealedCredentials | null> {
  const [stored] = await findSealedConnectors(tx, [row.id]);
  const credentials = stored && (await openCredentialsThatFit(installation, stored, tx));
  if (row.approvedAt && row.isSealed && credentials !== undefined) return null;
  if (!credentials && takesCredentials(row.kind, row.settings)) throw unusable();
  return sealCredentials(tx, installation, { ...row, approvedAt: at }, credentials ?? null);
}

function unusable(): KeystowError {
  const message =
    'Its credentials were lost or do not open. Look at its settings, enter them again, then approve it.';
  const issues = [{ pointer: '/credentials', code: 'credentials_anew', message }];
  return new KeystowError('conflict', message, { issues });
}
