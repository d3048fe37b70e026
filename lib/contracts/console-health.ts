// How the console itself is doing: its keys, its backups and its log, never a key.

import { z } from 'zod';
import { KEY_CAUSES } from '@/lib/domain/key-operation';
import { backupStanding } from './backups';

const instant = z.iso.datetime();
const count = z.number().int();

export const keyHealth = z.object({
  state: z.enum(['unlocked', 'development', 'locked']),
  /** Of the key that was given; null where none was. */
  fingerprint: z.string().nullable(),
  /** Of the key in force; null before there is one. */
  window: z.object({ days: count, since: instant, dueAt: instant }).nullable(),
  operation: z
    .object({
      id: z.string(),
      cause: z.enum(KEY_CAUSES),
      startedAt: instant,
      heldBy: z.string(),
      /** Values to be sealed again: null where the root key stays, or before it was changed. */
      reencryption: z
        .object({ total: count, remaining: count, unreadable: count, paused: z.boolean() })
        .nullable(),
    })
    .nullable(),
  /** Secrets that were lost with a master key and wait to be entered again. */
  lost: count,
});

export type KeyHealth = z.infer<typeof keyHealth>;

export const backupHealth = z.object({
  warnings: backupStanding.shape.warnings,
  /** Taken last first, at most five. */
  newest: backupStanding.shape.newest,
  drill: z.object({ at: instant, passed: z.boolean(), dueAt: instant }).nullable(),
  /** When the next is taken by itself; null: none is. */
  nextAt: instant.nullable(),
  /** Why the last scheduled one was not taken. */
  failure: z.string().nullable(),
});

export type BackupHealth = z.infer<typeof backupHealth>;

export const logHealth = z.object({
  events: count,
  /** The log ends as its last writer left it; null while the console is locked. */
  intact: z.boolean().nullable(),
  /** The newest signed state of it. */
  checkpoint: z.object({ events: count, at: instant }).nullable(),
});

export type LogHealth = z.infer<typeof logHealth>;
