// Seals credentials of connectors again under the configuration key in force.

import 'server-only';
import type { DataKeyRow } from '@/lib/db/keys/data-keys';
import { shareKeyHeads } from '@/lib/db/keys/data-keys';
import { lockConnectorsUnder, sealConnectorAgain } from '@/lib/db/connectors/sealed-connectors';
import { openCredentials, sealCredentials } from '../../backends/connector-credentials';
import type { Context } from '../../context';
import { recorded } from '../../recorded';

const BATCH_ROWS = 200;

/** Answers how many under `old` were sealed again; 0 when none is left that nobody else holds. */
export async function resealConnectors(ctx: Context, old: DataKeyRow): Promise<number> {
  const { installation } = ctx;
  return recorded(
    ctx,
    async (tx) => {
      await shareKeyHeads(tx, old.ownerId);
      const rows = await lockConnectorsUnder(tx, old.id, BATCH_ROWS);
      for (const row of rows) {
        const credentials = await openCredentials(installation, row, tx);
        const sealed = await sealCredentials(tx, installation, row, credentials);
        await sealConnectorAgain(tx, row.id, sealed);
      }
      return rows.length;
    },
    () => ({ in: 'installation', events: [] }),
  );
}
