// Imports as they enter and what is answered: a verdict for every row, never a value.

import { z } from 'zod';
import { IMPORT_FORMATS } from '@/lib/domain/import/import-format';
import { IMPORT_VERDICTS } from '@/lib/domain/import/import-verdict';
import { scopeReference } from './scope';

export const importFormat = z.enum(IMPORT_FORMATS);

/** The REST body. Without `apply` nothing is written. */
export const importBody = z
  .strictObject({
    format: importFormat.optional(),
    text: z.string(),
    apply: z.boolean().optional(),
    /** What to leave out: names, or numbers of rows as a dry run of the same text counts them. */
    discard: z
      .array(z.union([z.string().max(128), z.number().int().min(1)]))
      .max(4000)
      .optional(),
    reason: z.string().max(1000).optional(),
  })
  .meta({ id: 'Import' });

/** Where the row stands (from 1), what would happen to it, and why. */
export const importVerdict = z
  .object({
    row: z.number().int(),
    line: z.number().int(),
    /** Empty where what stands there may be anything but a name. */
    key: z.string(),
    verdict: z.enum(IMPORT_VERDICTS),
    /** A stable code for `reason`. */
    code: z.string().nullable(),
    reason: z.string().nullable(),
    /** Whether applying writes this row unless it is discarded. */
    writes: z.boolean(),
  })
  .meta({ id: 'ImportRow' });

export type ImportVerdictRow = z.infer<typeof importVerdict>;

export const importResult = z
  .object({
    format: importFormat,
    rows: z.array(importVerdict),
    counts: z.object({
      new: z.number().int(),
      replace: z.number().int(),
      unchanged: z.number().int(),
      shadowed: z.number().int(),
      invalid: z.number().int(),
    }),
    /** How many secrets were written: 0 for a dry run. */
    applied: z.number().int(),
  })
  .meta({ id: 'ImportResult' });

export type ImportResult = z.infer<typeof importResult>;

/** The fields of the import form beside the text itself; `discard` is row numbers with commas. */
export const importForm = z.strictObject({
  scope: scopeReference,
  format: importFormat.optional(),
  fileName: z.string().max(255).optional(),
  discard: z
    .string()
    .max(20_000)
    .regex(/^\d+(,\d+)*$/, { error: 'Send numbers of rows, divided by commas.' })
    .transform((text) => text.split(',').map(Number))
    .optional(),
});
