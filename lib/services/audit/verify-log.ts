// Verifies a whole audit log against its head and every checkpoint that was signed of it.

import 'server-only';
import { performance } from 'node:perf_hooks';
import { auditHeadIsIntact } from '@/lib/crypto/audit-head';
import { LogVerifier, type LogFaultKind } from '@/lib/crypto/audit-log';
import { auditOrigin, openCheckpoint } from '@/lib/crypto/checkpoint';
import { frontierRoot } from '@/lib/crypto/merkle';
import type { AuditLogName, AuditVerification } from '@/lib/contracts/audit';
import type { AuditHeadRow } from '@/lib/db/audit/audit';
import { findAuditHead, findUncounted, listCheckpointRows } from '@/lib/db/audit/checkpoints';
import type { CheckpointRow } from '@/lib/db/audit/checkpoints';
import { listAuditChains } from '@/lib/db/keys/lost-keys';
import { readLogBatches } from '@/lib/db/audit/read-events';
import type { Context, Installation } from '../context';
import { readableLog } from './audit-access';

const ROWS_AT_ONCE = 2000;
const CHECKPOINTS_AT_ONCE = 1000;
const READ_AGAIN_MAX = 1;

type Fault = AuditVerification['faults'][number];

export const FAULT_TEXTS: Readonly<Record<LogFaultKind, string>> = {
  missing: 'An event is missing.',
  out_of_order: 'An event stands where it does not belong.',
  edited: 'The text of an event was changed after it was written.',
  foreign: 'An event comes from another log, or from another place of this one.',
  erased: 'Texts were erased, and no retention event lists them.',
  unreadable: 'An event has neither its text nor its leaf.',
};

/**
 * Needs `audit:read` on the organization (`readableLog`). Reads every event; nothing is written. While
 * the console is locked the head's own authentication cannot be checked, and everything else is.
 */
export async function verifyLog(ctx: Context, log?: AuditLogName): Promise<AuditVerification> {
  const { chainId } = await readableLog(ctx, log);
  return verifyChain(ctx.installation, chainId);
}

/** The same for whoever holds the database: every log, by the id of its organization or the installation. */
export async function verifyEveryLog(
  installation: Installation,
): Promise<(AuditVerification & { readonly chain: string })[]> {
  const chains = await listAuditChains(installation.database.prisma, installation.id);
  const verified: (AuditVerification & { readonly chain: string })[] = [];
  for (const chain of chains) {
    verified.push({ chain, ...(await verifyChain(installation, chain)) });
  }
  return verified;
}

/**
 * Retention that runs meanwhile lists what it erased behind the events that are read: where it shows, the
 * log is read again. What it did not erase shows each time.
 */
async function verifyChain(
  installation: Installation,
  chainId: string,
): Promise<AuditVerification> {
  for (let again = READ_AGAIN_MAX; ; again -= 1) {
    const verified = await verifyOnce(installation, chainId);
    const erased = verified.faults.some(({ kind }) => kind === 'erased');
    if (!erased || again === 0) return verified;
  }
}

async function verifyOnce(installation: Installation, chainId: string): Promise<AuditVerification> {
  const begun = performance.now();
  const { prisma } = installation.database;
  // In this order: a log only grows, so every checkpoint is of a size that the head has reached.
  const checkpoints = (await readCheckpoints(installation, chainId)).toReversed();
  const head = await findAuditHead(prisma, chainId);
  const size = head?.size ?? 0n;
  const verifier = new LogVerifier(chainId);
  const faults: Fault[] = [];
  const due = [...checkpoints];
  const page = { after: 0, upTo: size, limit: ROWS_AT_ONCE };
  for await (const rows of readLogBatches(installation.database, chainId, page)) {
    for (const [number, text, leaf] of rows) {
      verifier.add({ number: Number(number), text, leaf });
      while (due[0] && Number(due[0].size) === verifier.size) {
        faults.push(...compared(installation, due.shift()!, verifier.root()));
      }
    }
  }
  for (const { size: signed } of due) {
    const message = `A checkpoint was signed of ${signed} events, and there are ${verifier.size}.`;
    faults.push({ kind: 'truncated', number: String(signed), message });
  }
  for (const { kind, number } of verifier.faults()) {
    faults.push({ kind, number: String(number), message: FAULT_TEXTS[kind] });
  }
  const uncounted = await findUncounted(prisma, chainId);
  if (uncounted !== null) {
    const message = FAULT_TEXTS.out_of_order;
    faults.push({ kind: 'out_of_order', number: String(uncounted), message });
  }
  const root = Buffer.from(verifier.root());
  faults.push(...(await headFaults(installation, chainId, head, verifier.size, root)));
  return {
    ok: faults.length === 0,
    events: verifier.size,
    head: { size: String(size), root: root.toString('hex') },
    faults: faults.slice(0, 100),
    checkpoints: checkpoints.length,
    seconds: Math.round(performance.now() - begun) / 1000,
  };
}

async function readCheckpoints(
  { database }: Installation,
  chainId: string,
): Promise<CheckpointRow[]> {
  const all: CheckpointRow[] = [];
  for (let below: bigint | undefined; ; below = all.at(-1)?.size) {
    const page = { below, limit: CHECKPOINTS_AT_ONCE };
    const rows = await listCheckpointRows(database.prisma, chainId, page);
    all.push(...rows);
    if (rows.length < CHECKPOINTS_AT_ONCE) return all;
  }
}

function compared({ id }: Installation, row: CheckpointRow, root: Uint8Array): Fault[] {
  const number = String(row.size);
  const signed = openSafely(row);
  if (signed?.origin !== auditOrigin(id, row.chainId) || signed.size !== row.size) {
    return [{ kind: 'checkpoint', number, message: 'A stored checkpoint does not open.' }];
  }
  if (Buffer.from(root).equals(signed.root)) return [];
  return [{ kind: 'root', number, message: 'The log is not what was signed at this size.' }];
}

function openSafely({ note, verifierKey }: CheckpointRow) {
  try {
    return openCheckpoint(note, verifierKey);
  } catch {
    return null;
  }
}

async function headFaults(
  { keys, database }: Installation,
  chainId: string,
  head: AuditHeadRow | null,
  size: number,
  root: Buffer,
): Promise<Fault[]> {
  const number = String(head?.size ?? 0);
  if (!head) return size === 0 ? [] : [{ kind: 'head', number, message: 'The head is missing.' }];
  const faults: Fault[] = [];
  // Locked, everything can be checked but this.
  const key = keys.unlocked ? await keys.opening(database.prisma, head.keyId) : null;
  if (key && (key.ownerId !== chainId || !auditHeadIsIntact(key, head))) {
    faults.push({ kind: 'head', number, message: 'The head is not what this console wrote.' });
  }
  if (BigInt(size) < head.size) {
    faults.push({ kind: 'truncated', number, message: `The log ends after ${size} events.` });
  } else if (!root.equals(rootOf(head))) {
    faults.push({ kind: 'root', number, message: 'The events do not add up to the head.' });
  }
  return faults;
}

/** Of no length where the frontier is not one of that size. */
function rootOf({ frontier, size }: AuditHeadRow): Uint8Array {
  try {
    return frontierRoot(Uint8Array.from(frontier), size);
  } catch {
    return new Uint8Array(0);
  }
}
