// Erases texts of an audit log by what its own events say: when they were, and what the policy is.

import 'server-only';
import { leafHash } from '@/lib/crypto/merkle';
import {
  eraseTexts,
  findInstantBefore,
  findNewestText,
  listTextsBehind,
  lockAuditPolicy,
} from '@/lib/db/audit/retention';
import type { ProvableRow } from '@/lib/db/audit/retention';
import type { Reader, Tx } from '@/lib/db/connection/transaction';
import { readJson } from '@/lib/domain/json-text';
import { log } from '../log';

/** What the log says of its own retention. */
export interface ToldPolicy {
  /** Null: for ever, or nothing was ever told. */
  readonly days: number | null;
  /** Up to which event its texts were erased. */
  readonly erasedTo: bigint;
}

const ANY = '{"action":"audit.retention_';
const APPLIED = '{"action":"audit.retention_applied"';

/**
 * By the newest event about it: a change tells the days, and so does every erasure, which outlives the
 * event of the change. Null where that event is not what its leaf says.
 */
export async function readToldPolicy(reader: Reader, chainId: string): Promise<ToldPolicy | null> {
  const newest = await findNewestText(reader, chainId, ANY);
  if (!newest) return { days: null, erasedTo: 0n };
  const told = provenText(chainId, newest.number, newest);
  if (!told) return null;
  if (told.action === 'audit.retention_applied') {
    return { days: told.details.days ?? null, erasedTo: BigInt(told.details.to ?? 0) };
  }
  const applied = await findNewestText(reader, chainId, APPLIED);
  const erased = applied && provenText(chainId, applied.number, applied);
  if (applied && !erased) return null;
  return {
    days: told.details.retentionDays ?? null,
    erasedTo: BigInt(erased?.details.to ?? 0),
  };
}

/**
 * Of at most `limit` events, in their order, up to the first that is younger than the policy keeps them,
 * or is not what its leaf says. Holds the policy, so that one node at a time does. Null when nothing is due.
 */
export async function eraseOldTexts(
  tx: Tx,
  chainId: string,
  limit: number,
): Promise<{ readonly to: bigint; readonly days: number } | null> {
  const { retentionDays: days } = await lockAuditPolicy(tx, chainId);
  if (days === null) return null;
  const told = await readToldPolicy(tx, chainId);
  if (told?.days !== days) {
    log.error({ chainId }, 'the retention of an audit log is not what its events say');
    return null;
  }
  const after = told.erasedTo;
  const before = await findInstantBefore(tx, days);
  const rows = await listTextsBehind(tx, chainId, { after, limit });
  let to = after;
  for (const row of rows) {
    const event = provenText(chainId, to + 1n, row);
    if (!event) log.error({ chainId, number: String(to + 1n) }, 'an audit event is not whole');
    if (!event || !(new Date(event.at) < before)) break;
    to = row.number;
  }
  if (to === after) return null;
  await eraseTexts(tx, chainId, { after, to });
  return { to, days };
}

interface ProvenText {
  readonly chain: string;
  readonly number: string;
  readonly at: string;
  readonly action: string;
  readonly details: {
    readonly retentionDays?: number | null;
    readonly days?: number;
    readonly to?: string;
  };
}

/** Null for what is no event of that number in that log, or not what its leaf commits to. */
function provenText(chainId: string, number: bigint, row: ProvableRow): ProvenText | null {
  if (row.text === null || row.number !== number) return null;
  if (!Buffer.from(row.leaf).equals(leafHash(row.text))) return null;
  const told = readJson(row.text) as ProvenText | null;
  return told?.chain === chainId && told.number === String(number) ? told : null;
}
