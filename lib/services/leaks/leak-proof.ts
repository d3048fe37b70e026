// What held when a leak case was closed, in one spelling, so that its hash in the log holds it to that.

import 'server-only';
import { createHash } from 'node:crypto';
import type { LeakExposure } from '@/lib/contracts/leak';
import { canonicalJson } from '@/lib/crypto/canonical-json';
import type { LeakRow } from '@/lib/db/leaks/leak-cases';
import type { CaseNeighbours, NeighbourCounts } from '@/lib/db/leaks/leak-neighbours';
import { toTypeId } from '@/lib/domain/ids';
import { minutesToContain } from './leak-summary';

interface Closing {
  readonly exposure: LeakExposure;
  /** All are counted; by name those that whoever closed it could see. */
  readonly neighbours: CaseNeighbours;
  readonly by: string;
  readonly at: Date;
}

/** RFC 8785 text: names, numbers, people, texts and times; never a value. */
export function leakProof(row: LeakRow, { exposure, neighbours, by, at }: Closing): string {
  return canonicalJson({
    format: 'keystow/leak-proof/v1',
    case: {
      id: toTypeId('leakCase', row.id),
      organization: toTypeId('organization', row.organizationId),
      scope: { id: toTypeId(row.kind, row.scopeId), kind: row.kind, path: row.path },
      secret: { id: toTypeId('secret', row.secretId), name: row.name },
      versions: [...row.exposed].sort((one, other) => one - other),
      foundBy: row.foundBy,
      whereFound: row.whereFound,
      exposedSince: timeOf(row.exposedSince),
      openedAt: timeOf(row.openedAt),
      openedBy: row.openedBy,
      containedAt: timeOf(row.containedAt),
      minutesToContain: minutesToContain(row),
      closedAt: timeOf(at),
      closedBy: by,
    },
    rotation: row.runId && {
      id: toTypeId('rotationRun', row.runId),
      revokedAt: timeOf(row.revokedAt),
      promotedAt: timeOf(row.promotedAt),
      proof: row.runProof && createHash('sha256').update(row.runProof).digest('hex'),
    },
    exposure: { ...exposure.counts, newest: exposure.deliveries.map((one) => ({ ...one })) },
    neighbours: neighbours.shown.map((one) => ({
      secret: toTypeId('secret', one.secretId),
      name: one.name,
      scope: one.path,
      inBin: one.inBin,
      why: [...one.why],
      decision: one.decision,
      reason: one.reason,
      rotation: one.runId && toTypeId('rotationRun', one.runId),
      decidedAt: timeOf(one.decidedAt),
      decidedBy: one.decidedBy,
    })),
    neighbourCounts: countsOf(neighbours.counts),
    review: { text: row.review, at: timeOf(row.reviewedAt), by: row.reviewedBy },
    advisory: {
      ...{ text: row.advisory, reason: row.advisoryReason, by: row.advisedBy },
      at: timeOf(row.advisedAt),
    },
  });
}

/** Each that has a value is one of those that were rotated and those that were left. */
function countsOf({ total, toRotate, left, binned, unseen, purged }: NeighbourCounts) {
  return {
    total,
    rotated: toRotate,
    left,
    inBin: binned,
    beyondSight: unseen,
    purgedSince: purged,
  };
}

function timeOf(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
