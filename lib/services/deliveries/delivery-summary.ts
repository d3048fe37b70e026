// How a delivery is shown: who took it, for whom, and when; no values, and nothing that opens any.

import 'server-only';
import type { DeliverySummary } from '@/lib/contracts/delivery';
import type { ReceiptRow } from '@/lib/db/deliveries/receipts';
import { toTypeId } from '@/lib/domain/ids';
import { onlyInSight } from '@/lib/domain/wanted-names';
import { namePatternsOf } from '../access/authorize';
import type { Context } from '../context';

/** A token that is limited to names sees what was asked for within them alone. */
export function deliverySummary(ctx: Context, row: ReceiptRow, names: number): DeliverySummary {
  const asked = onlyInSight(row.only, namePatternsOf(ctx));
  return { ...deliveryRun(row), staged: row.staged, ...asked, names };
}

/** What a list of hand-overs says of each, whatever it is about. */
export function deliveryRun(row: ReceiptRow) {
  const { id, appId, appKind: kind, appPath: path, at, acknowledgedAt } = row;
  const { takenById, takenBy: name, workerId, host, command, briefId, briefTitle } = row;
  const by = briefId === null ? 'token' : 'brief';
  return {
    id: toTypeId('delivery', id),
    app: { kind, id: toTypeId(kind, appId), path },
    at: at.toISOString(),
    acknowledgedAt: acknowledgedAt?.toISOString() ?? null,
    takenBy: { kind: by, id: toTypeId(by, takenById), name } as const,
    worker:
      workerId === null
        ? null
        : { id: toTypeId('worker', workerId), host: host ?? '', command: command ?? '' },
    brief: briefId === null ? null : { id: toTypeId('brief', briefId), title: briefTitle ?? '' },
  };
}
