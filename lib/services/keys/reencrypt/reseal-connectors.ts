// Seals credentials of connectors again under the configuration key in force.

import 'server-only';
import { findConnectorRow } from '@/lib/db/connectors/connectors';
import type { ConnectorRow } from '@/lib/db/connectors/connectors';
import {
  lockConnectorsUnder,
  loseCredentials,
  sealConnectorAgain,
} from '@/lib/db/connectors/sealed-connectors';
import type { DataKeyRow } from '@/lib/db/keys/data-keys';
import { shareKeyHeads } from '@/lib/db/keys/data-keys';
import { connectorFacts } from '../../backends/connector-summary';
import { openCredentialsThatFit, sealCredentials } from '../../backends/connector-credentials';
import { forget } from '../../backends/open-connector';
import type { Context } from '../../context';
import { recorded } from '../../recorded';

const BATCH_ROWS = 200;

/**
 * Answers how many under `old` were dealt with; 0 when none is left that nobody else holds. Credentials that do
 * not open are given up, with the approval, and recorded: they were of no use, and nothing waits for them.
 */
export async function resealConnectors(ctx: Context, old: DataKeyRow): Promise<number> {
  const { installation } = ctx;
  const { count, lost } = await recorded(
    ctx,
    async (tx) => {
      await shareKeyHeads(tx, old.ownerId);
      const rows = await lockConnectorsUnder(tx, old.id, BATCH_ROWS);
      // A key that does not open says nothing of what lies under it.
      if (rows.length > 0) await installation.keys.opening(tx, old.id);
      const gone: ConnectorRow[] = [];
      for (const row of rows) {
        const credentials = await openCredentialsThatFit(installation, row, tx);
        if (credentials === undefined) {
          await loseCredentials(tx, row.id);
          const now = await findConnectorRow(tx, row.organizationId, { id: row.id });
          if (now) gone.push(now);
        } else {
          const sealed = await sealCredentials(tx, installation, row, credentials);
          await sealConnectorAgain(tx, row.id, sealed);
        }
      }
      return { count: rows.length, lost: gone };
    },
    (done) => ({
      in: { organizationId: old.ownerId },
      events: done.lost.map((row) => ({
        action: 'connector.credentials_lost' as const,
        ...connectorFacts(row),
      })),
    }),
  );
  for (const { id } of lost) forget(installation, id);
  return count;
}
