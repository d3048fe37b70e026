// How well the database is backed up: by the console itself, and by tools of others, as far as people said so.

import { z } from 'zod';

const instant = z.iso.datetime();

export const confirmedBackup = z.object({
  takenAt: instant,
  keptIn: z.string(),
  /** The fingerprint of the master key it needs. */
  needs: z.string(),
  /** When somebody confirmed it, or when the console verified it. */
  confirmedAt: instant,
  confirmedBy: z.string(),
  /** Somebody's word; or every byte was compared; or it was restored and opened as well. */
  how: z.enum(['confirmed', 'verified', 'drilled']),
});

export const backupStanding = z
  .object({
    /** What is missing, the worst first. */
    warnings: z.array(z.enum(['no_copy', 'none', 'older_key', 'old'])),
    /** The master key in force; backups taken since then need no other. */
    inForce: z.string(),
    since: instant,
    /** Taken last first, at most five. */
    newest: z.array(confirmedBackup),
  })
  .meta({ id: 'BackupStanding' });

export type BackupStanding = z.infer<typeof backupStanding>;

export const confirmBackupBody = z
  .strictObject({
    /** When the backup was taken. */
    takenAt: instant,
    /** Where it is kept, for people; no secret. */
    keptIn: z.string().trim().min(1).max(300),
  })
  .meta({ id: 'ConfirmBackup' });

export type ConfirmBackup = z.infer<typeof confirmBackupBody>;
