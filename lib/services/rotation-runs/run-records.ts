// All that is known of one guided rotation, read in a few statements, and what keeps it from closing.

import 'server-only';
import { listEvidence } from '@/lib/db/rotation-runs/evidence';
import type { EvidenceRow } from '@/lib/db/rotation-runs/evidence';
import { listRunChecks, listRunItems, listTrials } from '@/lib/db/rotation-runs/run-items';
import type { CheckFacts, RunItemRow, TrialRow } from '@/lib/db/rotation-runs/run-items';
import { listRunWorkers } from '@/lib/db/rotation-runs/run-workers';
import type { RunWorkerRow } from '@/lib/db/rotation-runs/run-workers';
import type { RunRow } from '@/lib/db/rotation-runs/runs';
import type { Reader } from '@/lib/db/connection/transaction';
import { itemState, TRIALS_SHOWN_MAX } from '@/lib/domain/rotation-run';
import type { TrialSide } from '@/lib/domain/rotation-run';
import { closingGaps } from '@/lib/domain/rotation-run-closing';
import type { ClosingTrial, FoundGap } from '@/lib/domain/rotation-run-closing';

const WORKERS_SHOWN_MAX = 200;

export interface RunRecords {
  readonly row: RunRow;
  readonly items: readonly RunItemRow[];
  /** By the id of the secret. */
  readonly checks: ReadonlyMap<string, CheckFacts>;
  readonly trials: readonly TrialRow[];
  readonly workers: readonly RunWorkerRow[];
  readonly evidence: readonly EvidenceRow[];
}

export async function readRunRows(reader: Reader, row: RunRow): Promise<RunRecords> {
  const items = await listRunItems(reader, row.id);
  return {
    row,
    items,
    checks: await listRunChecks(
      reader,
      items.map(({ secretId }) => secretId),
    ),
    trials: await listTrials(reader, row.id, TRIALS_SHOWN_MAX),
    workers: await listRunWorkers(reader, row, WORKERS_SHOWN_MAX),
    evidence: await listEvidence(reader, row.id),
  };
}

export function workersOf({ workers }: RunRecords, secretId: string): RunWorkerRow[] {
  return workers.filter((one) => one.secretId === secretId);
}

/** How many hold the secret, and how many of them another version than the new one, once that is current. */
export function countsOf(records: RunRecords, secretId: string) {
  const [first] = workersOf(records, secretId);
  return { workers: first?.workers ?? 0, stale: first?.stale ?? 0 };
}

export function latestTrial(
  { trials }: RunRecords,
  secretId: string,
  side: TrialSide,
): TrialRow | null {
  return trials.find((one) => one.latest && one.secretId === secretId && one.side === side) ?? null;
}

/** Of another value that leaked: the latest. */
export function latestOfExposed(
  { trials }: RunRecords,
  secretId: string,
  version: number,
): TrialRow | null {
  const isOf = (one: TrialRow) => one.secretId === secretId && one.version === version;
  return trials.find((one) => isOf(one) && one.side === 'old') ?? null;
}

export function isStagingDone({ steps }: RunRow): boolean {
  return steps.some(({ kind, doneAt }) => kind === 'staging' && doneAt !== null);
}

/** What keeps it from closing now. */
export function gapsOf(records: RunRecords): FoundGap[] {
  const { row, items, evidence } = records;
  return closingGaps({
    items: items.map((item) => ({
      secretId: item.secretId,
      state: itemState(item),
      promoted: item.promotedAt !== null,
      hasOld: item.oldVersion !== null,
      revokedAt: item.revokedAt,
      stale: countsOf(records, item.secretId).stale,
      triedNew: trialsOf(records, item.secretId, 'new', item.newVersion),
      triedOld: trialsOf(records, item.secretId, 'old', item.oldVersion),
      triedExposed: item.exposedOthers.map((one) => trialsOf(records, item.secretId, 'old', one)),
    })),
    stagingDone: isStagingDone(row),
    leak: row.leakCaseId !== null,
    evidence: evidence.map(({ kind }) => kind),
  });
}

function trialsOf(
  { trials }: RunRecords,
  secretId: string,
  side: TrialSide,
  version: number | null,
): ClosingTrial[] {
  const own = trials.filter(
    (one) => one.secretId === secretId && one.side === side && one.version === version,
  );
  return own.filter(({ latestOfWay }) => latestOfWay).map(closingTrial);
}

/** Of a runner its word is all there is: where a command ran says nothing of what it asked. */
function closingTrial({ outcome, triedAt: at, via, place }: TrialRow): ClosingTrial {
  return { outcome, at, via, way: via === 'console' ? `console ${place}` : via };
}
