// Backups that the console takes: what each is worth, and when the next is due.

import { z } from 'zod';

const instant = z.iso.datetime();

/** One step of a drill. */
const drillStep = z.object({
  step: z.string(),
  ok: z.boolean(),
  /** Names values that do not open to those who may list them; others are counted. */
  text: z.string(),
});

export const restoreDrill = z
  .object({
    drilledAt: instant,
    drilledBy: z.string(),
    passed: z.boolean(),
    /** The master key it was tried with, by its fingerprint. */
    triedWith: z.string(),
    steps: z.array(drillStep),
    seconds: z.number(),
  })
  .meta({ id: 'RestoreDrill' });

export type RestoreDrill = z.infer<typeof restoreDrill>;

export const backupView = z
  .object({
    id: z.string(),
    takenAt: instant,
    takenBy: z.string(),
    scheduled: z.boolean(),
    /** On the server that took it. */
    path: z.string(),
    bytes: z.number(),
    rows: z.int(),
    /** The fingerprint of the master key it needs, and whether that is the one in force. */
    needs: z.string(),
    inForce: z.boolean(),
    migration: z.string(),
    /** Whether the file is there, as this node sees it. */
    present: z.boolean(),
    verifiedAt: instant.nullable(),
    /** What was wrong when it was verified last. */
    fault: z.string().nullable(),
    /** The newest drill; null where none was made. */
    drill: restoreDrill.nullable(),
  })
  .meta({ id: 'Backup' });

export type BackupView = z.infer<typeof backupView>;

export const backupPolicyBody = z
  .strictObject({
    /** Hours between two backups, at most a year; null: none by itself. */
    everyHours: z.int().min(1).max(8760).nullable(),
    /** How many are kept; the files of older ones are removed. */
    keep: z.int().min(1).max(1000),
    /** Within so many days a restore should have been tried. */
    drillDays: z.int().min(1).max(365),
  })
  .meta({ id: 'ChangeBackupPolicy' });

export type ChangeBackupPolicy = z.infer<typeof backupPolicyBody>;

export const backupPolicy = z
  .object({
    everyHours: z.int().nullable(),
    keep: z.int(),
    drillDays: z.int(),
    /** When the next one is due; null where none is. */
    nextAt: instant.nullable(),
    /** Why the last scheduled one was not taken. */
    failure: z.string().nullable(),
  })
  .meta({ id: 'BackupPolicy' });

export type BackupPolicy = z.infer<typeof backupPolicy>;

export const backupList = z
  .object({
    /** Taken last first, at most 100. */
    items: z.array(backupView),
    /** Where they are written, on the server. */
    folder: z.string(),
    policy: backupPolicy,
    /** When the next drill is due, at once after one that failed; null where one never was made. */
    drillDueAt: instant.nullable(),
    /** Files in the folder that nothing is known of, at most 20: when a console starts they are looked at. */
    unknownFiles: z.array(z.string()),
    /** The backup that this node is taking. */
    taking: z.object({ table: z.string(), done: z.int(), total: z.int() }).nullable(),
  })
  .meta({ id: 'BackupList' });

export type BackupList = z.infer<typeof backupList>;

export const drillBody = z
  .strictObject({
    /** The master key to try; left out: the one at hand. It is kept nowhere. */
    key: z.string().min(1).max(4096).optional(),
  })
  .meta({ id: 'DrillBackup' });
