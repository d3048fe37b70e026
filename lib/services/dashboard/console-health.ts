// How the console's own keys, backups and log are doing; callers have looked at the permissions.

import 'server-only';
import type { BackupHealth, KeyHealth, LogHealth } from '@/lib/contracts/console-health';
import { findLastDrill } from '@/lib/db/backups/drills';
import { readPolicy } from '@/lib/db/backups/policy';
import { isUnderWay } from '@/lib/db/backups/sole-work';
import { readLogEnd } from '@/lib/db/dashboard/log-end';
import { findOpenOperation } from '@/lib/db/keys/key-operations';
import type { KeyOperationRow } from '@/lib/db/keys/key-operations';
import { listOldKeys } from '@/lib/db/keys/reencryption';
import { readKeyAges } from '@/lib/db/rotation/key-ages';
import { dueAfter } from '@/lib/domain/rotation';
import { KeystowError } from '@/lib/domain/errors';
import { toTypeId } from '@/lib/domain/ids';
import { requireIntactHead } from '../audit/intact-head';
import { policyView } from '../backups/list-backups';
import { memberOf } from '../context';
import type { Context } from '../context';
import { readBackupStanding } from '../keys/backups/read-backup-standing';
import { countOpenLines } from '../keys/lost/count-open-lines';
import { readKeyStatus } from '../keys/read-key-status';
import { readKeyWindowDays } from '../rotation/console-keys';

export async function readKeyHealth(ctx: Context): Promise<KeyHealth> {
  const { prisma } = ctx.installation.database;
  const [{ state, fingerprint }, ages, days, operation, lost] = await Promise.all([
    readKeyStatus(ctx),
    readKeyAges(prisma),
    readKeyWindowDays(ctx, 'master_key'),
    findOpenOperation(prisma),
    countOpenLines(ctx),
  ]);
  const since = ages.masterKeySince;
  return {
    state,
    fingerprint,
    window: since && {
      days,
      since: since.toISOString(),
      dueAt: dueAfter(since, days).toISOString(),
    },
    operation: operation && (await operationOf(ctx, operation)),
    lost,
  };
}

async function operationOf(
  ctx: Context,
  row: KeyOperationRow,
): Promise<NonNullable<KeyHealth['operation']>> {
  const old = row.toRootId
    ? await listOldKeys(ctx.installation.database.prisma, row.fromRootId)
    : null;
  const sum = (field: 'remaining' | 'unreadable') =>
    (old ?? []).reduce((total, key) => total + key[field], 0);
  return {
    id: toTypeId('operation', row.id),
    cause: row.cause,
    startedAt: row.startedAt.toISOString(),
    heldBy: row.heldBy,
    reencryption: old && {
      total: row.valuesTotal ?? 0,
      remaining: sum('remaining'),
      unreadable: sum('unreadable'),
      paused: row.pausedAt !== null,
    },
  };
}

export async function readBackupHealth(ctx: Context): Promise<BackupHealth> {
  const { database } = ctx.installation;
  const [standing, drill, policy, underWay] = await Promise.all([
    readBackupStanding(ctx.installation),
    findLastDrill(database.prisma),
    readPolicy(database.prisma),
    isUnderWay(database, 'backup'),
  ]);
  const newest = standing?.newest ?? [];
  const takenAt = newest[0] ? new Date(newest[0].takenAt) : undefined;
  const { nextAt, failure } = policyView(policy, takenAt, underWay);
  return {
    warnings: standing?.warnings ?? [],
    newest,
    drill: drill && {
      at: drill.drilledAt.toISOString(),
      passed: drill.passed,
      dueAt: dueAfter(drill.drilledAt, drill.passed ? policy.drillDays : 0).toISOString(),
    },
    nextAt,
    failure,
  };
}

/** Of the log of the organization. */
export async function readLogHealth(ctx: Context): Promise<LogHealth> {
  const { database, keys } = ctx.installation;
  const end = await readLogEnd(database.prisma, memberOf(ctx).organizationId);
  if (!end) return { events: 0, intact: false, checkpoint: null };
  const { size, last, signedSize, signedAt } = end;
  return {
    events: Number(size),
    intact: keys.unlocked
      ? last === size && (signedSize ?? 0n) <= size && (await isWhole(ctx, end))
      : null,
    checkpoint:
      signedSize !== null && signedAt !== null
        ? { events: Number(signedSize), at: signedAt.toISOString() }
        : null,
  };
}

async function isWhole(
  { installation: { database, keys } }: Context,
  head: Parameters<typeof requireIntactHead>[2],
): Promise<boolean> {
  try {
    await requireIntactHead(database.prisma, keys, head);
    return true;
  } catch (error) {
    if (error instanceof KeystowError && error.code === 'tampered') return false;
    throw error;
  }
}
