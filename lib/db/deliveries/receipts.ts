// Receipts as they are read: of an app, and one with all its names.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { ScopeKind } from '@/lib/domain/scope';
import { Prisma } from '../generated/client.ts';
import type { Reader } from '../connection/transaction';
import type { DeliveryItemRow, DeliveryRow } from './deliveries';

/** What every list of deliveries shows. */
export interface ReceiptRow {
  readonly id: string;
  readonly appId: string;
  readonly appKind: ScopeKind;
  readonly appPath: string;
  readonly at: Date;
  readonly acknowledgedAt: Date | null;
  readonly takenById: string;
  readonly takenBy: string;
  readonly workerId: string | null;
  readonly host: string | null;
  readonly command: string | null;
  readonly briefId: string | null;
  readonly briefTitle: string | null;
  readonly staged: boolean;
  readonly only: readonly string[];
}

export const RECEIPT_COLUMNS = Prisma.sql`
  d.id, d.app_id AS "appId", a.kind::text AS "appKind", a.path AS "appPath", d.at,
  d.acknowledged_at AS "acknowledgedAt", d.taken_by_id AS "takenById", d.taken_by AS "takenBy",
  d.worker_id AS "workerId", w.host, w.command, d.brief_id AS "briefId", b.title AS "briefTitle",
  d.staged, d."only"`;

export const RECEIPT_JOINS = Prisma.sql`
  JOIN scope a ON a.id = d.app_id
  LEFT JOIN worker w ON w.id = d.worker_id
  LEFT JOIN brief b ON b.id = d.brief_id`;

/** Of the items `i` of deliveries those whose names are within the patterns. */
export function itemsWithin(namePatterns: readonly string[]): Prisma.Sql {
  if (namePatterns.length === 0) return Prisma.sql`TRUE`;
  const likes = namePatterns.map((one) => one.replaceAll('_', '\\_').replaceAll('*', '%'));
  return Prisma.sql`i.name COLLATE "C" LIKE ANY (${likes}::text[])`;
}

export interface ReceiptPage {
  readonly workerId?: string | undefined;
  readonly after?: string | undefined;
  /** Names beyond them are not counted; empty: all. */
  readonly namePatterns: readonly string[];
  readonly limit: number;
}

/** Of apps at and below the scope, newest first, those taken before `after`. */
export async function listReceiptRows(
  reader: Reader,
  scope: AuthorizedScope,
  { workerId, after, namePatterns, limit }: ReceiptPage,
): Promise<(ReceiptRow & { readonly names: number })[]> {
  const ofWorker =
    workerId === undefined ? Prisma.empty : Prisma.sql`AND d.worker_id = ${workerId}::uuid`;
  const beyond = after === undefined ? Prisma.empty : Prisma.sql`AND d.id < ${after}::uuid`;
  const there =
    scope.kind === 'app'
      ? Prisma.sql`d.app_id = ${scope.id}::uuid`
      : Prisma.sql`a.lineage @> ARRAY[${scope.id}::uuid]`;
  return reader.$queryRaw`
    SELECT ${RECEIPT_COLUMNS},
           (SELECT count(DISTINCT name) FROM delivery_item i
             WHERE i.delivery_id = d.id AND ${itemsWithin(namePatterns)})::int AS names
      FROM delivery d ${RECEIPT_JOINS}
     WHERE ${there} ${ofWorker} ${beyond}
     ORDER BY d.id DESC LIMIT ${limit}`;
}

export interface FoundReceipt extends ReceiptRow {
  /** As it was written. */
  readonly delivery: DeliveryRow;
  /** In the order of names; `secretKey` is null where that secret is gone. */
  readonly items: readonly (DeliveryItemRow & { readonly secretKey: string | null })[];
}

export async function findReceipt(
  reader: Reader,
  organizationId: string,
  id: string,
): Promise<FoundReceipt | null> {
  const [row] = await reader.$queryRaw<(ReceiptRow & DeliveryRow)[]>`
    SELECT ${RECEIPT_COLUMNS}, d.organization_id AS "organizationId", d.jti,
           d.key_thumbprint AS "keyThumbprint", d.left_out AS "leftOut",
           d.platform_generation AS "platformGeneration", d.app_generation AS "appGeneration",
           d.partial
      FROM delivery d ${RECEIPT_JOINS}
     WHERE d.organization_id = ${organizationId}::uuid AND d.id = ${id}::uuid`;
  if (!row) return null;
  const items = await reader.$queryRaw<FoundReceipt['items'][number][]>`
    SELECT i.name COLLATE "C" AS name, i.source_id AS "sourceId", i.winner_id AS "winnerId",
           i.scope_id AS "scopeId", i.scope_kind::text AS "scopeKind", i.scope_path AS "scopePath",
           i.via, i.version, i.backend_version AS "backendVersion", i.form, i.staged, i.shadowed,
           s.name AS "secretKey"
      FROM delivery_item i LEFT JOIN secret s ON s.id = i.source_id
     WHERE i.delivery_id = ${id}::uuid ORDER BY 1, 2`;
  return { ...row, delivery: row, items };
}

/** What the log says of the delivery, with the leaf it is proven by; null where it says nothing. */
export async function findTakenEvent(
  reader: Reader,
  organizationId: string,
  deliveryId: string,
): Promise<{ readonly text: string | null; readonly leaf: Uint8Array } | null> {
  const [row] = await reader.$queryRaw<{ text: string | null; leaf: Uint8Array }[]>`
    SELECT text, leaf FROM audit_event
     WHERE chain_id = ${organizationId}::uuid AND target_id = ${deliveryId}::uuid
       AND action = 'delivery.taken'
     ORDER BY number LIMIT 1`;
  return row ?? null;
}
