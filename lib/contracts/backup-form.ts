// Backups as forms send them: every field is text.

import { z } from 'zod';
import { backupPolicyBody } from './backup';

export const takeBackupForm = z.strictObject({});

export const backupForm = z.strictObject({ id: z.string().max(100) });

const whole = z.string().regex(/^\d{1,4}$/, { error: 'Give a whole number.' });

/** An empty schedule means none. */
export const backupPolicyForm = z
  .strictObject({ everyHours: whole.optional(), keep: whole, drillDays: whole })
  .transform(({ everyHours, keep, drillDays }) => ({
    everyHours: everyHours === undefined ? null : Number(everyHours),
    keep: Number(keep),
    drillDays: Number(drillDays),
  }))
  .pipe(backupPolicyBody);
