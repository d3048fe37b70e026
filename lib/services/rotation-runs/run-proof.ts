// What held when a guided rotation was closed, in one spelling, so that its hash in the log holds it to that.

import 'server-only';
import { canonicalJson } from '@/lib/crypto/canonical-json';
import { toTypeId } from '@/lib/domain/ids';
import { itemState } from '@/lib/domain/rotation-run';
import type { RunItemRow } from '@/lib/db/rotation-runs/run-items';
import type { RunRow } from '@/lib/db/rotation-runs/runs';
import { countsOf, gapsOf, latestOfExposed, latestTrial, workersOf } from './run-records';
import type { RunRecords } from './run-records';

interface Closing {
  readonly by: string;
  readonly at: Date;
  /** Of the exception; null: nothing was missing. */
  readonly signedBy: string | null;
}

/** RFC 8785 text: names, numbers, fingerprints, people and times; never a value. */
export function proofOf(records: RunRecords, { by, at, signedBy }: Closing): string {
  const { row, items } = records;
  return canonicalJson({
    format: 'keystow/rotation-proof/v1',
    run: {
      id: toTypeId('rotationRun', row.id),
      organization: toTypeId('organization', row.organizationId),
      scope: { id: toTypeId(row.kind, row.scopeId), kind: row.kind, path: row.path },
      title: row.title,
      reason: row.reason,
      leakCase: row.leakCaseId && toTypeId('leakCase', row.leakCaseId),
      overlapHours: row.overlapHours,
      overlapEndsAt: timeOf(row.overlapEndsAt),
      startedAt: timeOf(row.startedAt),
      startedBy: row.startedBy,
      closedAt: timeOf(at),
      closedBy: by,
    },
    steps: row.steps
      .filter(({ doneAt }) => doneAt !== null)
      .map(({ kind, doneAt, doneBy, note }) => ({
        ...{ kind, doneBy, note },
        doneAt: timeOf(new Date(doneAt!)),
      })),
    items: items.map((item) => provenItem(records, item)),
    trials: records.trials.map(({ id, secretId, version, side, via, outcome, ...trial }) => ({
      id: toTypeId('trial', id),
      secret: toTypeId('secret', secretId),
      ...{ version, side, via, outcome },
      place: trial.place,
      answer: trial.answer,
      triedAt: timeOf(trial.triedAt),
      triedBy: trial.triedBy,
    })),
    evidence: records.evidence.map(({ id, kind, text, addedAt, addedBy }) => ({
      id: toTypeId('evidence', id),
      ...{ kind, text, addedBy },
      addedAt: timeOf(addedAt),
    })),
    gaps: gapsOf(records).map(({ code, secretId }) => ({
      code,
      secret: secretId && toTypeId('secret', secretId),
    })),
    exception: exceptionOf(row, signedBy),
  });
}

function provenItem(records: RunRecords, item: RunItemRow) {
  const { secretId } = item;
  const trialOf = (side: 'new' | 'old') => {
    const row = latestTrial(records, secretId, side);
    return row && toTypeId('trial', row.id);
  };
  const stale = workersOf(records, secretId).filter(({ newest }) => !newest);
  return {
    secret: toTypeId('secret', secretId),
    name: item.name,
    scope: item.path ?? item.scopePath,
    backend: item.backend,
    state: itemState(item),
    old: { version: item.oldVersion, fingerprint: item.oldTag },
    new: { version: item.newVersion, fingerprint: item.newTag },
    origin: item.origin,
    stagedAt: timeOf(item.stagedAt),
    stagedBy: item.stagedBy,
    promotedAt: timeOf(item.promotedAt),
    promotedBy: item.promotedBy,
    revokedAt: timeOf(item.revokedAt),
    revokedBy: item.revokedBy,
    latestTrials: { new: trialOf('new'), old: trialOf('old') },
    exposed: {
      versions: [...item.exposed].sort((one, other) => one - other),
      others: item.exposedOthers.map((version) => {
        const row = latestOfExposed(records, secretId, version);
        return { version, latestTrial: row && toTypeId('trial', row.id) };
      }),
    },
    workers: {
      ...countsOf(records, secretId),
      staleHosts: [...new Set(stale.map(({ host }) => host))].sort(),
    },
  };
}

function exceptionOf(row: RunRow, signedBy: string | null) {
  if (signedBy === null) return null;
  return {
    reason: row.exceptionReason,
    askedAt: timeOf(row.exceptionAskedAt),
    askedBy: row.exceptionAskedBy,
    signedBy,
  };
}

function timeOf(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
