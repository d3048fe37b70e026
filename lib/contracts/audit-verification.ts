// What is found when an audit log is verified.

import { z } from 'zod';

export const auditVerification = z
  .object({
    ok: z.boolean(),
    events: z.number().int(),
    /** The size that its writer keeps, and the RFC 6962 root of what was read, in hex. */
    head: z.object({ size: z.string(), root: z.string() }),
    /** False while the console is locked: what authenticates the head is sealed then. */
    headChecked: z.boolean(),
    /** At most 100; empty where the log is whole. */
    faults: z.array(
      z.object({
        kind: z.enum([
          'missing',
          'out_of_order',
          'edited',
          'foreign',
          'erased',
          'unreadable',
          'head',
          'root',
          'truncated',
          'checkpoint',
          'index',
        ]),
        /** Of the event, or of the size at which it shows. */
        number: z.string(),
        message: z.string(),
      }),
    ),
    /** How many checkpoints were compared. */
    checkpoints: z.number().int(),
    seconds: z.number(),
  })
  .meta({ id: 'AuditVerification' });

export type AuditVerification = z.infer<typeof auditVerification>;
