// How long the texts of an audit log are kept.

import { z } from 'zod';
import { RETENTION_DAYS } from '@/lib/domain/retention-days';

export const auditPolicy = z
  .object({
    /** After how many days texts are erased; null: never. Leaves stay, so the log stays verifiable. */
    retentionDays: z.number().int().nullable(),
    /** Up to which event they were. */
    erasedTo: z.string(),
    /** How many texts are older than the days that were asked about; null where none were. */
    older: z.number().int().nullable(),
    /** Whether whoever asks may change it. */
    manages: z.boolean(),
  })
  .meta({ id: 'AuditPolicy' });

export type AuditPolicyView = z.infer<typeof auditPolicy>;

const retentionDays = z.number().int().min(RETENTION_DAYS.min).max(RETENTION_DAYS.max);

export const readPolicyQuery = z.strictObject({
  days: z.coerce
    .number()
    .pipe(retentionDays)
    .optional()
    .meta({ description: 'How many texts are older than that.' }),
});

export const setAuditPolicyBody = z
  .strictObject({ retentionDays: retentionDays.nullable() })
  .meta({ id: 'SetAuditPolicy' });

export const retentionForm = z.strictObject({
  /** Left out: for ever. */
  retentionDays: z
    .string()
    .regex(/^\s*\d{1,5}\s*$/, { error: 'Give a number of days.' })
    .transform(Number)
    .pipe(retentionDays)
    .optional(),
  /** What the page had typed again. */
  confirm: z.string().max(100).optional(),
});
