// Where the checkpoints of an audit log are posted, as those who read the log see it.

import { z } from 'zod';
import { auditLog } from './audit';

const instant = z.iso.datetime();

export const checkpointWebhook = z
  .object({
    id: z.string(),
    url: z.string(),
    createdBy: z.string(),
    createdAt: instant,
    /** Of the newest checkpoint that was taken there; null before the first. */
    postedSize: z.string().nullable(),
    postedAt: instant.nullable(),
    /** How often in a row it was not taken, the last time and why; 0 while all is well. */
    failures: z.number().int(),
    failure: z.string().nullable(),
    /** When it is tried again; null where nothing waits. */
    nextAttemptAt: instant.nullable(),
  })
  .meta({ id: 'CheckpointWebhook' });

export type CheckpointWebhookView = z.infer<typeof checkpointWebhook>;

export const checkpointWebhookList = z
  .object({
    items: z.array(checkpointWebhook),
    next: z.null(),
    /** Whether whoever asks may add and remove them. */
    manages: z.boolean(),
  })
  .meta({ id: 'CheckpointWebhookList' });

export type CheckpointWebhookList = z.infer<typeof checkpointWebhookList>;

export const addWebhookInput = z
  .strictObject({
    url: z
      .string()
      .min(1)
      .max(2000)
      .meta({ description: 'Stored as it is: it is no place for a secret.' }),
    log: auditLog.optional(),
  })
  .meta({ id: 'AddCheckpointWebhook' });

export type AddWebhookInput = z.infer<typeof addWebhookInput>;

export const addWebhookForm = addWebhookInput;
export const webhookForm = z.strictObject({ id: z.string().max(400), log: auditLog.optional() });
