// What the audit log commits to of a receipt: everything it says, in one spelling.

import 'server-only';
import { hash } from 'node:crypto';
import { canonicalJson } from '@/lib/crypto/canonical-json';
import type { DeliveryItemRow, DeliveryRow } from '@/lib/db/deliveries/deliveries';

/** SHA-256 in hex of the RFC 8785 text. All that is stored counts but the acknowledgement, which comes later. */
export function receiptDigest(row: DeliveryRow, items: readonly DeliveryItemRow[]): string {
  const { at, platformGeneration, appGeneration, only, leftOut } = row;
  const told = {
    id: row.id,
    organizationId: row.organizationId,
    appId: row.appId,
    workerId: row.workerId,
    briefId: row.briefId,
    takenById: row.takenById,
    takenBy: row.takenBy,
    jti: row.jti,
    keyThumbprint: row.keyThumbprint,
    at: at.toISOString(),
    staged: row.staged,
    only: [...only],
    leftOut: [...leftOut],
    // Left out where it is false: receipts of before it was stored keep their digest.
    ...(row.partial && { partial: true }),
    generation: { platform: String(platformGeneration), app: String(appGeneration) },
    items: items.map(itemOf).sort(inOrder),
  };
  return hash('sha256', canonicalJson({ receipt: 'keystow/receipt/v1', ...told }), 'hex');
}

function itemOf(item: DeliveryItemRow) {
  return {
    name: item.name,
    sourceId: item.sourceId,
    winnerId: item.winnerId,
    scopeId: item.scopeId,
    scopeKind: item.scopeKind,
    scopePath: item.scopePath,
    via: item.via,
    version: item.version,
    backendVersion: item.backendVersion,
    form: item.form,
    staged: item.staged,
    shadowed: item.shadowed,
  };
}

type Item = ReturnType<typeof itemOf>;

function inOrder(one: Item, other: Item): number {
  const [left, right] = [one, other].map(({ name, sourceId }) => `${name} ${sourceId}`);
  return left! < right! ? -1 : 1;
}
