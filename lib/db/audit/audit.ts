// Rows of the audit log: heads, events, and what waits while the console is locked.

import 'server-only';
import type { Prisma } from '../generated/client.ts';
import { byteaArray } from '../connection/binary-array';
import { connectionOf } from '../connection/transaction';
import type { Reader, Tx } from '../connection/transaction';

export interface AuditHeadRow {
  readonly chainId: string;
  readonly keyId: string;
  readonly size: bigint;
  readonly frontier: Uint8Array;
  readonly mac: Uint8Array;
}

export interface AuditEventRow {
  readonly number: bigint;
  readonly text: string;
  readonly leaf: Uint8Array;
  readonly at: Date;
  readonly action: string;
  readonly actorId: string | null;
  readonly targetId: string | null;
  readonly scopeId: string | null;
}

/**
 * Locks the head of a chain until commit: last in the lock order. Null before the first event. Every
 * audited act waits for it, so it goes to the transaction's own connection, as the append does.
 */
export async function lockAuditHead(tx: Tx, chainId: string): Promise<AuditHeadRow | null> {
  const { rows } = await connectionOf(tx).query<AuditHeadRow & { size: never }>({
    name: 'audit-lock-head',
    text: `SELECT chain_id AS "chainId", key_id AS "keyId", size, frontier, mac
             FROM audit_head WHERE chain_id = $1 FOR UPDATE`,
    values: [chainId],
  });
  const [row] = rows;
  return row ? { ...row, size: BigInt(row.size) } : null;
}

/** Makes room for a chain's first events; does nothing when another transaction was faster. */
export async function insertAuditHead(tx: Tx, head: AuditHeadRow): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO audit_head (chain_id, key_id, size, frontier, mac)
    VALUES (${head.chainId}::uuid, ${head.keyId}::uuid, ${head.size}, ${head.frontier}, ${head.mac})
    ON CONFLICT DO NOTHING`;
}

export async function hasAuditEvents(reader: Reader, chainId: string): Promise<boolean> {
  return (
    (await reader.auditEvent.findFirst({ where: { chainId }, select: { number: true } })) !== null
  );
}

const COLUMNS = '(chain_id, number, text, leaf, at, action, actor_id, target_id, scope_id)';
const REWRITE = `
  UPDATE audit_head SET size = $10, frontier = $11, mac = $12, key_id = $13 WHERE chain_id = $1::uuid`;

/** Most transactions tell one thing; as arrays of one it would cost the server half as much again. */
const APPEND_ONE = {
  name: 'audit-append-one',
  text: `WITH event AS (
           INSERT INTO audit_event ${COLUMNS}
           VALUES ($1::uuid, $2, $3, $4, $5, $6, $7, $8, $9)
         ) ${REWRITE}`,
};

const APPEND = {
  name: 'audit-append',
  text: `WITH event AS (
           INSERT INTO audit_event ${COLUMNS}
           SELECT $1::uuid, t.*
             FROM unnest($2::bigint[], $3::text[], $4::bytea[], $5::timestamptz[], $6::text[],
                         $7::uuid[], $8::uuid[], $9::uuid[]) AS t
         ) ${REWRITE}`,
};

/**
 * Inserts the events, if any, and rewrites the head in one statement, along with COMMIT: a failure is told
 * there. The caller holds the head's lock.
 */
export function appendAuditEvents(
  tx: Tx,
  head: AuditHeadRow,
  events: readonly AuditEventRow[],
): void {
  const [event] = events;
  const rewritten = [head.size, head.frontier, head.mac, head.keyId];
  connectionOf(tx).queryAtCommit(
    event && events.length === 1
      ? { ...APPEND_ONE, values: [head.chainId, ...valuesOf(event), ...rewritten] }
      : { ...APPEND, values: [head.chainId, ...arraysOf(events), ...rewritten] },
  );
}

function valuesOf(event: AuditEventRow): unknown[] {
  const { number, text, leaf, at, action, actorId, targetId, scopeId } = event;
  return [number, text, leaf, at, action, actorId, targetId, scopeId];
}

function arraysOf(events: readonly AuditEventRow[]): unknown[] {
  return [
    events.map((event) => event.number),
    events.map((event) => event.text),
    byteaArray(events.map((event) => event.leaf)),
    events.map((event) => event.at),
    events.map((event) => event.action),
    events.map((event) => event.actorId),
    events.map((event) => event.targetId),
    events.map((event) => event.scopeId),
  ];
}

export interface PendingEventRow {
  readonly id: string;
  readonly at: Date;
  readonly chainId: string;
  /** What JSON can say. */
  readonly event: object;
}

export async function insertPendingEvent(tx: Tx, row: PendingEventRow): Promise<void> {
  await tx.auditPending.create({ data: { ...row, event: row.event as Prisma.InputJsonObject } });
}

/** Takes the oldest waiting events out of the table; they are appended in the same transaction. */
export async function takePendingEvents(tx: Tx, limit: number) {
  const rows = await tx.auditPending.findMany({ orderBy: { id: 'asc' }, take: limit });
  await tx.auditPending.deleteMany({ where: { id: { in: rows.map((row) => row.id) } } });
  return rows;
}

/** What the log tells of one target, oldest first, at most 1,000 events. */
export async function listEventsOf(
  reader: Reader,
  chainId: string,
  targetId: string,
): Promise<{ action: string; at: Date; by: string; number: bigint }[]> {
  return reader.$queryRaw`
    SELECT action, at, text::jsonb #>> '{actor,name}' AS by, number FROM audit_event
     WHERE chain_id = ${chainId}::uuid AND target_id = ${targetId}::uuid AND text IS NOT NULL
     ORDER BY number LIMIT 1000`;
}

/** An event as its text tells it. */
export interface ToldEvent {
  readonly action: string;
  readonly at: Date;
  readonly by: string;
  readonly number: bigint;
  readonly details: Readonly<Record<string, unknown>>;
}

/** The newest events of these actions in one log, newest first. */
export async function listEventsNamed(
  reader: Reader,
  chainId: string,
  actions: readonly string[],
  limit: number,
): Promise<ToldEvent[]> {
  return reader.$queryRaw<ToldEvent[]>`
    SELECT action, at, number, text::jsonb #>> '{actor,name}' AS by, text::jsonb -> 'details' AS details
      FROM audit_event
     WHERE chain_id = ${chainId}::uuid AND action = ANY(${[...actions]}::text[]) AND text IS NOT NULL
     ORDER BY number DESC LIMIT ${limit}`;
}
