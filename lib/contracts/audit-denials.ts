// Refusals of an audit log, counted.

import { z } from 'zod';
import { auditLog } from './audit';
import { scopeReference } from './scope';

const instant = z.iso.datetime();

export const listDenialsQuery = z.strictObject({
  log: auditLog.optional(),
  scope: scopeReference.optional().meta({ description: 'On this scope and below.' }),
  since: z.iso
    .datetime({ offset: true })
    .optional()
    .meta({ description: 'Left out: a week before `until`.' }),
  until: z.iso.datetime({ offset: true }).optional().meta({ description: 'Left out: now.' }),
});

export type ListDenialsQuery = z.infer<typeof listDenialsQuery>;

export const auditDenials = z
  .object({
    since: instant,
    until: instant,
    /** How long each of `counts` is. */
    partSeconds: z.number().int(),
    /** How many refusals there were in each part of the span, the oldest first. */
    counts: z.array(z.number().int()),
    /** The most frequent first, at most 100: `counts` has the others too. */
    items: z.array(
      z.object({
        actor: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string() }),
        /** What was missing. */
        permission: z.string(),
        /** Null where whoever asked may not know of it. */
        scope: z.object({ id: z.string(), path: z.string() }).nullable(),
        count: z.number().int(),
        last: instant,
      }),
    ),
    next: z.null(),
  })
  .meta({ id: 'AuditDenials' });

export type AuditDenials = z.infer<typeof auditDenials>;
