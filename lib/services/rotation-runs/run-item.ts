// A secret of a guided rotation as it is shown, with its trials and workers.

import 'server-only';
import type { VerificationCheck } from '@/lib/contracts/destination';
import type { RotationTrial, RunItem } from '@/lib/contracts/rotation-run';
import type { CheckFacts, RunItemRow, TrialRow } from '@/lib/db/rotation-runs/run-items';
import type { RunWorkerRow } from '@/lib/db/rotation-runs/run-workers';
import type { RunRow } from '@/lib/db/rotation-runs/runs';
import { toTypeId } from '@/lib/domain/ids';
import { itemState } from '@/lib/domain/rotation-run';
import { presenceOf } from '@/lib/domain/worker';
import { countsOf, latestOfExposed, latestTrial, workersOf } from './run-records';
import type { RunRecords } from './run-records';

export function runItem(records: RunRecords, item: RunItemRow): RunItem {
  const { secretId } = item;
  const check = records.checks.get(secretId);
  const trialOf = (side: 'new' | 'old') => {
    const row = latestTrial(records, secretId, side);
    return row && trialView(row);
  };
  return {
    id: toTypeId('secret', secretId),
    key: item.name,
    scope: placeOf(records.row, item),
    type: item.type ?? 'generic',
    backend: item.backend ?? 'local',
    state: itemState(item),
    oldVersion: item.oldVersion,
    newVersion: item.newVersion,
    currentVersion: item.currentVersion,
    origin: item.origin,
    stagedAt: item.stagedAt?.toISOString() ?? null,
    stagedBy: item.stagedBy,
    promotedAt: item.promotedAt?.toISOString() ?? null,
    promotedBy: item.promotedBy,
    revokedAt: item.revokedAt?.toISOString() ?? null,
    revokedBy: item.revokedBy,
    check: check ? checkView(check) : null,
    trials: { new: trialOf('new'), old: trialOf('old') },
    exposed: item.exposedOthers.map((version) => {
      const trial = latestOfExposed(records, secretId, version);
      return { version, trial: trial && trialView(trial) };
    }),
    workers: workersOf(records, secretId).map(workerView),
    counts: countsOf(records, secretId),
  };
}

/** Of one that is not there any more: where it was when the rotation began. */
function placeOf(row: RunRow, item: RunItemRow): RunItem['scope'] {
  const { kind, scopeId, path } = item;
  if (kind && scopeId && path) return { kind, id: toTypeId(kind, scopeId), path };
  return { kind: row.kind, id: toTypeId(row.kind, row.scopeId), path: item.scopePath };
}

export function trialView(row: TrialRow): RotationTrial {
  const { version, side, via, outcome, place, answer, triedBy } = row;
  return {
    id: toTypeId('trial', row.id),
    key: row.name,
    ...{ version, side, via, outcome, place, answer, triedBy },
    triedAt: row.triedAt.toISOString(),
  };
}

function workerView(row: RunWorkerRow): RunItem['workers'][number] {
  const { host, command, version, newest, state, silentSeconds } = row;
  return {
    id: toTypeId('worker', row.id),
    app: row.appPath,
    ...{ host, command, version, newest },
    presence: presenceOf(state, silentSeconds),
  };
}

export function checkView(check: CheckFacts): VerificationCheck {
  const { path, placementName, works, refuses, updatedBy } = check;
  const state = check.endedAt ? 'ended' : check.approvedAt ? 'approved' : 'asked';
  return {
    destination: { id: toTypeId('destination', check.destinationId), origin: check.origin, state },
    method: check.method as VerificationCheck['method'],
    placement: check.placement as VerificationCheck['placement'],
    ...{ path, placementName, updatedBy },
    works: [...works],
    refuses: [...refuses],
    updatedAt: check.updatedAt.toISOString(),
  };
}
