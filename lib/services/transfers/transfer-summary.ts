// How a transfer and its rows are shown.

import 'server-only';
import type { Transfer, TransferItem } from '@/lib/contracts/transfer';
import type { TransferItemRow } from '@/lib/db/transfers/transfer-items';
import type { TransferRow } from '@/lib/db/transfers/transfers';
import { toTypeId } from '@/lib/domain/ids';
import { TRANSFER_ITEM_STATES, TRANSFER_VERDICTS } from '@/lib/domain/transfer';

export function transferSummary(row: TransferRow): Transfer {
  const { mode, state, objects, removeSource, createdBy, startedBy } = row;
  const counts = counted(TRANSFER_ITEM_STATES, row.counts);
  return {
    id: toTypeId('transfer', row.id),
    ...{ mode, state },
    scope: {
      kind: row.scopeKind,
      id: toTypeId(row.scopeKind, row.scopeId),
      path: row.scopePath,
    },
    from: endOf(row.fromConnectorId, row.fromSlug, row.fromKind),
    to: endOf(row.toConnectorId, row.toSlug, row.toKind),
    ...{ objects, removeSource },
    rows: Object.values(counts).reduce((sum, one) => sum + one, 0),
    verdicts: counted(TRANSFER_VERDICTS, row.verdicts),
    counts,
    remark: row.remarkCode === null ? null : { code: row.remarkCode, reason: row.remark ?? '' },
    createdAt: row.createdAt.toISOString(),
    createdBy,
    startedAt: row.startedAt?.toISOString() ?? null,
    startedBy,
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}

/** What is shown and recorded of it, in a few words. */
export function transferName({ mode, fromSlug, toSlug }: TransferRow): string {
  const from = fromSlug === null ? '' : ` from ${fromSlug}`;
  return `${mode}${from}${toSlug === null ? '' : ` to ${toSlug}`}`;
}

export function transferItem({ at, ...row }: TransferItemRow): TransferItem {
  const { number, name, source, target, verdict, code, reason, writes, state, attempts } = row;
  return {
    ...{ number, name, source, target, verdict, code, reason, writes, state, attempts },
    at: at?.toISOString() ?? null,
  };
}

function endOf(
  id: string | null,
  slug: string | null,
  kind: TransferRow['fromKind'],
): Transfer['from'] {
  return id === null ? null : { id: toTypeId('connector', id), slug, kind };
}

function counted<K extends string>(
  all: readonly K[],
  given: Partial<Readonly<Record<K, number>>> | null,
): Record<K, number> {
  return Object.fromEntries(all.map((one) => [one, given?.[one] ?? 0])) as Record<K, number>;
}
