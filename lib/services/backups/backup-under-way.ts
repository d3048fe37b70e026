// How far the backup is that this process takes at the moment, for whoever looks.

import 'server-only';
import type { BackupProgress } from './write-backup-file';

export type BackupUnderWay = Pick<BackupProgress, 'table' | 'done' | 'total'>;

// The process holds it, not the module: pages and routes each have a copy of this module.
const held = globalThis as typeof globalThis & { __keystowBackup?: BackupUnderWay | null };

/** Null where none is taken. */
export function backupUnderWay(): BackupUnderWay | null {
  return held.__keystowBackup ?? null;
}

export function noteUnderWay(now: BackupUnderWay | null): void {
  held.__keystowBackup = now;
}
