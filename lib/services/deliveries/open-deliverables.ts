// Opens the envelopes of deliverables, each under the key that came with it.

import 'server-only';
import { valueAad } from '@/lib/crypto/aad';
import { OpenError } from '@/lib/crypto/open-error';
import { openValue } from '@/lib/crypto/value';
import type { DeliverableRow } from '@/lib/db/deliveries/deliverables';
import { KeystowError } from '@/lib/domain/errors';
import type { Plaintext } from '@/lib/domain/plaintext';
import type { Installation } from '../context';

export interface OpenedDeliverable {
  readonly row: DeliverableRow;
  readonly value: Plaintext;
}

/** Those that are ready, in their order. Throws `tampered`, with the name, where one does not open. */
export async function openDeliverables(
  { id: installationId, keys, database }: Installation,
  organizationId: string,
  rows: readonly DeliverableRow[],
): Promise<OpenedDeliverable[]> {
  const opened: OpenedDeliverable[] = [];
  for (const row of rows) {
    const { sealed, source, version } = row;
    if (row.deliverable !== 'ready' || !sealed || version === null) continue;
    const key = await keys.unwrap(database.prisma, sealed.dataKey);
    const aad = valueAad({
      installationId,
      organizationId,
      scopeId: source.scopeId,
      secretId: row.sourceId,
      version,
      name: source.name,
      format: source.format,
    });
    try {
      opened.push({ row, value: openValue(key, aad, sealed.envelope) });
    } catch (error) {
      if (!(error instanceof OpenError)) throw error;
      const message = `The stored value of ${row.name} in ${row.scopePath} does not open.`;
      throw new KeystowError('tampered', message);
    }
  }
  return opened;
}
