// Opens deliverables: envelopes under the keys that came with them, and what lives elsewhere at its backend.

import 'server-only';
import { valueAad } from '@/lib/crypto/aad';
import { OpenError } from '@/lib/crypto/open-error';
import { openValue } from '@/lib/crypto/value';
import type { DeliverableRow } from '@/lib/db/deliveries/deliverables';
import { KeystowError } from '@/lib/domain/errors';
import type { Plaintext } from '@/lib/domain/plaintext';
import type { SeenVersion } from '../backends/notice-versions';
import type { Installation } from '../context';
import { ExternalBudget } from './external-budget';
import { fetchDeliverables } from './fetch-deliverables';
import type { MissingName } from './missing-names';
import type { OpenedDeliverable } from './fetch-deliverables';

export interface OpenedDeliverables {
  /** Those that are ready and could be had, in their order. */
  readonly opened: readonly OpenedDeliverable[];
  /** Those that their backends did not give. */
  readonly faults: readonly MissingName[];
  /** Which versions their backends gave. */
  readonly seen: readonly SeenVersion[];
}

/** Throws `tampered`, with the name, where an envelope does not open, and what `budget` throws. */
export async function openDeliverables(
  installation: Installation,
  organizationId: string,
  rows: readonly DeliverableRow[],
  budget = new ExternalBudget(),
): Promise<OpenedDeliverables> {
  const ready = rows.filter(({ deliverable }) => deliverable === 'ready');
  const fetching = fetchDeliverables(installation, organizationId, ready, budget);
  // Whatever is thrown first is told; the other is waited for by nobody then.
  fetching.catch(() => undefined);
  const sealed = new Map<DeliverableRow, OpenedDeliverable>();
  for (const row of ready) {
    const value = await openEnvelope(installation, organizationId, row);
    if (value) sealed.set(row, { row, value, backendVersion: null });
  }
  const { opened, faults, seen } = await fetching;
  return { opened: ready.flatMap((row) => sealed.get(row) ?? opened.get(row) ?? []), faults, seen };
}

async function openEnvelope(
  { id: installationId, keys, database }: Installation,
  organizationId: string,
  row: DeliverableRow,
): Promise<Plaintext | null> {
  const { sealed, source, version, external } = row;
  if (external || !sealed || version === null) return null;
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
    return openValue(key, aad, sealed.envelope);
  } catch (error) {
    if (!(error instanceof OpenError)) throw error;
    const message = `The stored value of ${row.name} in ${row.scopePath} does not open.`;
    throw new KeystowError('tampered', message);
  }
}
