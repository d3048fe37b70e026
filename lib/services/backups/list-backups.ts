// The backups there are, each with what is known of it, and what is due.

import { stat } from 'node:fs/promises';
import 'server-only';
import type { BackupList, BackupPolicy, BackupView } from '@/lib/contracts/backup';
import { listBackups as listRows } from '@/lib/db/backups/backups';
import type { BackupRow } from '@/lib/db/backups/backups';
import { findLastDrill } from '@/lib/db/backups/drills';
import type { DrillRow } from '@/lib/db/backups/drills';
import { isUnended, readPolicy } from '@/lib/db/backups/policy';
import type { PolicyRow } from '@/lib/db/backups/policy';
import { isUnderWay } from '@/lib/db/backups/sole-work';
import { findActiveWrap } from '@/lib/db/keys/backup-confirmations';
import { notFound } from '@/lib/domain/errors';
import { fromTypeId, toTypeId } from '@/lib/domain/ids';
import type { Context } from '../context';
import { findUnknownFiles } from './adopt-backups';
import { backupUnderWay } from './backup-under-way';
import { pathOfBackup } from './create-backup';
import { drillView, nameSight } from './drill-view';
import type { NameSight } from './drill-view';
import { requireBackupManager } from './require-backup-manager';

const SHOWN = 100;
const UNKNOWN_SHOWN = 20;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Needs `backups:manage`. Answers while the console is locked, too. */
export async function listBackups(ctx: Context): Promise<BackupList> {
  await requireBackupManager(ctx);
  const { database, env } = ctx.installation;
  const { prisma } = database;
  const rows = await listRows(prisma, SHOWN);
  const wrap = await findActiveWrap(prisma);
  const policy = await readPolicy(prisma);
  const drilled = await findLastDrill(prisma);
  const sees = await nameSight(ctx);
  const views = rows.map((row) => viewOf(ctx, row, sees, wrap?.masterFingerprint));
  return {
    items: await Promise.all(views),
    folder: env.backupDir,
    policy: policyView(policy, rows[0]?.takenAt, await isUnderWay(database, 'backup')),
    drillDueAt: drilled ? drillDue(drilled, policy.drillDays).toISOString() : null,
    unknownFiles: (await findUnknownFiles(ctx)).slice(0, UNKNOWN_SHOWN),
    taking: backupUnderWay(),
  };
}

/** Needs `backups:manage`. `id` as it is shown. Throws 404. */
export async function readBackup(ctx: Context, id: string): Promise<BackupView> {
  const { items } = await listBackups(ctx);
  const found = items.find((one) => one.id === id);
  if (!found) throw notFound('A backup of that id');
  return found;
}

/** Throws 404 for what is no id of a backup. */
export function backupUuid(id: string): string {
  const uuid = fromTypeId(['backup'], id);
  if (uuid === null) throw notFound('A backup of that id');
  return uuid;
}

/** `underWay`: what has no outcome so far may still get one. */
export function policyView(
  policy: PolicyRow,
  takenAt: Date | undefined,
  underWay: boolean,
): BackupPolicy {
  const { everyHours, keep, drillDays, attemptedAt } = policy;
  const failure = underWay && isUnended(policy.failure) ? null : policy.failure;
  const last = Math.max(+(attemptedAt ?? 0), +(takenAt ?? 0));
  const next = everyHours === null ? null : Math.max(Date.now(), last + everyHours * HOUR_MS);
  return {
    everyHours,
    keep,
    drillDays,
    failure,
    nextAt: next === null ? null : new Date(next).toISOString(),
  };
}

/** One that failed is to be repeated at once. */
function drillDue({ drilledAt, passed }: Pick<DrillRow, 'drilledAt' | 'passed'>, days: number) {
  return passed ? new Date(+drilledAt + days * DAY_MS) : drilledAt;
}

async function viewOf(
  ctx: Context,
  row: BackupRow & { readonly drill: DrillRow | null },
  sees: NameSight,
  inForce: string | undefined,
): Promise<BackupView> {
  const path = pathOfBackup(ctx, row);
  const present = await stat(path).then(
    () => true,
    () => false,
  );
  return {
    id: toTypeId('backup', row.id),
    takenAt: row.takenAt.toISOString(),
    takenBy: row.takenBy,
    scheduled: row.scheduled,
    path,
    bytes: Number(row.bytes),
    rows: Object.values(row.counts).reduce((sum, count) => sum + count, 0),
    needs: row.masterFingerprint,
    inForce: row.masterFingerprint === inForce,
    migration: row.migration,
    present,
    verifiedAt: row.verifiedAt?.toISOString() ?? null,
    fault: row.fault,
    drill: row.drill ? await drillView(row.drill, sees) : null,
  };
}
