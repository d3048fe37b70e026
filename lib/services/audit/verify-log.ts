// Verifies a whole audit log against its head and every checkpoint that was signed of it.

import 'server-only';
import { hash } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { LogVerifier } from '@/lib/crypto/audit-log';
import type { AuditLogName } from '@/lib/contracts/audit';
import type { AuditVerification } from '@/lib/contracts/audit-verification';
import { findAuditHead, findUncounted, listCheckpointRows } from '@/lib/db/audit/checkpoints';
import type { CheckpointRow } from '@/lib/db/audit/checkpoints';
import { listLogs } from '@/lib/db/health/audit-heads';
import { readLeaves, readLogBatches } from '@/lib/db/audit/read-log';
import type { LogRow } from '@/lib/db/audit/read-log';
import type { Context, Installation } from '../context';
import { readableLog } from './audit-access';
import { IndexChecker } from './event-index';
import { checkpointFaults, faultOf, headFaults } from './log-faults';
import type { Fault } from './log-faults';
import { checkpointOpener } from './own-checkpoint';

const ROWS_AT_ONCE = 2000;
const CHECKPOINTS_AT_ONCE = 1000;
const READ_AGAIN_MAX = 1;
const FAULTS_MAX = 100;
const LEAF_DIGITS = 64;

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
  const chains = await listLogs(installation.database.prisma, installation.id);
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
  const headChecked = installation.keys.unlocked;
  // In this order: a log only grows, so every checkpoint is of a size that the head has reached.
  const checkpoints = (await readCheckpoints(installation, chainId)).toReversed();
  const head = await findAuditHead(prisma, chainId);
  const size = head?.size ?? 0n;
  const { verifier, faults } = await readThrough(installation, chainId, size, checkpoints);
  for (const { kind, number } of verifier.faults()) faults.push(faultOf(kind, number));
  const uncounted = await findUncounted(prisma, chainId);
  if (uncounted !== null) faults.push(faultOf('out_of_order', uncounted));
  const root = Buffer.from(verifier.root());
  faults.push(...(await headFaults(installation, head, verifier.size, root)));
  return {
    ok: faults.length === 0,
    events: verifier.size,
    head: { size: String(size), root: root.toString('hex') },
    headChecked,
    faults: faults.slice(0, FAULTS_MAX),
    checkpoints: checkpoints.length,
    seconds: Math.round(performance.now() - begun) / 1000,
  };
}

/** Reads all events up to `size`, and compares each checkpoint where the log had that size. */
async function readThrough(
  installation: Installation,
  chainId: string,
  size: bigint,
  checkpoints: readonly CheckpointRow[],
): Promise<{ verifier: LogVerifier; faults: Fault[] }> {
  const opened = await checkpointOpener(installation, chainId);
  const verifier = new LogVerifier(chainId);
  const index = new IndexChecker();
  const faults: Fault[] = [];
  const due = [...checkpoints];
  const page = { after: 0, upTo: size, limit: ROWS_AT_ONCE };
  for await (const { rows, leaves } of readLogBatches(installation.database, chainId, page)) {
    let own = '';
    for (const [number, text, leaf, columns] of rows) {
      own += verifier.add({ number, text, leaf });
      if (!index.agrees(text, columns) && faults.length < FAULTS_MAX) {
        faults.push(faultOf('index', number));
      }
      while (due[0] && Number(due[0].size) === verifier.size) {
        const row = due.shift()!;
        faults.push(...checkpointFaults(row.size, opened(row), verifier.root()));
      }
    }
    const agree = hash('sha256', Buffer.from(own, 'hex'), 'hex') === leaves;
    if (agree || faults.length >= FAULTS_MAX) continue;
    faults.push(...(await editedAmong(installation, chainId, rows, own)));
  }
  for (const { size: signed } of due) {
    const message = `A checkpoint was signed of ${signed} events, and there are ${verifier.size}.`;
    faults.push({ kind: 'truncated', number: String(signed), message });
  }
  return { verifier, faults };
}

/** One comparison told that stored leaves are not those of the texts; this tells which. */
async function editedAmong(
  { database }: Installation,
  chainId: string,
  rows: readonly LogRow[],
  own: string,
): Promise<Fault[]> {
  const stored = await readLeaves(database, chainId, [rows[0]![0], rows.at(-1)![0]]);
  return rows.flatMap(([number, text], index) => {
    const leaf = own.slice(index * LEAF_DIGITS, (index + 1) * LEAF_DIGITS);
    return text === null || stored.get(number) === leaf ? [] : [faultOf('edited', number)];
  });
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
