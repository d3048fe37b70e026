// Signed checkpoints of an audit log, as they are handed out.

import { z } from 'zod';
import { auditLog } from './audit';

export const auditCheckpoint = z
  .object({
    size: z.string(),
    at: z.iso.datetime(),
    /** A C2SP signed note: keep it elsewhere. */
    note: z.string(),
    /** What it opens with, as `name+hash+key`: pin it elsewhere too. */
    verifierKey: z.string(),
  })
  .meta({ id: 'AuditCheckpoint' });

export type AuditCheckpointView = z.infer<typeof auditCheckpoint>;

export const auditCheckpointList = z
  .object({ items: z.array(auditCheckpoint), next: z.string().nullable() })
  .meta({ id: 'AuditCheckpointList' });

export type AuditCheckpointList = z.infer<typeof auditCheckpointList>;

export const listCheckpointsQuery = z.strictObject({
  log: auditLog.optional(),
  after: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

export type ListCheckpointsQuery = z.infer<typeof listCheckpointsQuery>;
