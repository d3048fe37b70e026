// Who and what received the exposed versions of a secret, as whoever asks may see it.

import 'server-only';
import type { LeakExposure } from '@/lib/contracts/leak';
import type { Reader } from '@/lib/db/connection/transaction';
import type { LeakRow } from '@/lib/db/leaks/leak-cases';
import {
  countExposure,
  listExposedDeliveries,
  listExposedIntegrations,
  listLeadingAliases,
  listMakers,
} from '@/lib/db/leaks/leak-exposure';
import type { ExposureSight } from '@/lib/db/leaks/leak-exposure';
import { toTypeId } from '@/lib/domain/ids';

const DELIVERIES_SHOWN_MAX = 100;

/** Names of what is within sight are told; the others are counted. */
export async function readExposure(
  reader: Reader,
  row: LeakRow,
  sight: ExposureSight,
): Promise<LeakExposure> {
  const deliveries = await listExposedDeliveries(reader, row, sight, DELIVERIES_SHOWN_MAX);
  const counts = await countExposure(reader, row);
  const integrations = await listExposedIntegrations(reader, row, sight.roots);
  const aliases = await listLeadingAliases(reader, row.secretId, sight);
  const makers = await listMakers(reader, row);
  return {
    deliveries: deliveries.map(({ id, at, ...one }) => ({
      ...one,
      id: toTypeId('delivery', id),
      at: at.toISOString(),
    })),
    counts: { ...counts, holders: row.holders },
    people: makers.map(({ number, name, at }) => ({
      name,
      did: row.exposed.includes(number)
        ? `sealed version ${number}, which was exposed`
        : `sealed version ${number}`,
      at: at.toISOString(),
    })),
    integrations: integrations.map(({ id, ...one }) => ({
      ...one,
      id: toTypeId('integration', id),
    })),
    aliases,
  };
}
