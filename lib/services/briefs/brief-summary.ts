// How a brief is shown: what it asks for and what became of it, never a value or a token.

import 'server-only';
import type { BriefSummary } from '@/lib/contracts/brief';
import type { BriefRow } from '@/lib/db/briefs/briefs';
import type { Actor } from '@/lib/domain/actor';
import { briefStatus, mayReissue } from '@/lib/domain/brief';
import type { BriefFacts } from '@/lib/domain/brief';
import { toTypeId } from '@/lib/domain/ids';
import { presenceOf } from '@/lib/domain/worker';

/** `mayReissue` is as `viewer` sees it. */
export function briefSummary(row: BriefRow, viewer: Actor): BriefSummary {
  const facts = briefFacts(row);
  return {
    id: toTypeId('brief', row.id),
    app: { kind: row.appKind, id: toTypeId(row.appKind, row.appId), path: row.appPath },
    title: row.title,
    secretRefs: [...row.secretRefs],
    status: briefStatus(facts),
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdBy,
    mayReissue: isMaker(row, viewer) && mayReissue(facts),
    expiresAt: row.expiresAt.toISOString(),
    revokedAt: row.revokedAt?.toISOString() ?? null,
    callbackIssuedAt: row.callbackIssuedAt.toISOString(),
    consumedAt: row.consumedAt?.toISOString() ?? null,
    worker: workerOf(row),
    delivery: row.deliveryId && toTypeId('delivery', row.deliveryId),
  };
}

export function isMaker(row: BriefRow, viewer: Actor): boolean {
  return viewer.kind === row.createdByKind && viewer.id === row.createdById;
}

export function briefFacts(row: BriefRow): BriefFacts {
  const { consumedAt, acknowledgedAt, workerState: state, silentSeconds, exitCode } = row;
  const worker = row.workerId && { state, presence: presenceOf(state, silentSeconds), exitCode };
  return {
    run: consumedAt && { acknowledged: acknowledgedAt !== null, worker: worker || null },
    revoked: row.revokedAt !== null,
    expired: row.expired,
  };
}

function workerOf(row: BriefRow): BriefSummary['worker'] {
  if (row.workerId === null) return null;
  return {
    id: toTypeId('worker', row.workerId),
    host: row.workerHost,
    command: row.workerCommand,
    endedAt: row.endedAt?.toISOString() ?? null,
    exitCode: row.exitCode,
    signal: row.signal,
  };
}
