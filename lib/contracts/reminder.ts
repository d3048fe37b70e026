// Reminders of what is due, and the webhooks they are posted to, as REST and pages see them.

import { z } from 'zod';
import { scopeReference } from './scope';

const instant = z.iso.datetime();

export const REMINDER_HOOKS_MAX = 10;

export const reminderHook = z
  .object({
    id: z.string(),
    scope: z.string().meta({ description: 'The path of the scope it belongs to.' }),
    url: z.string(),
    createdAt: instant,
    createdBy: z.string(),
    failures: z.number().int().meta({ description: 'In a row; 0 once one was taken.' }),
    failure: z.string().nullable(),
    inService: z
      .boolean()
      .meta({ description: 'False after status 410, or where its secret does not open.' }),
    postedAt: instant.nullable(),
  })
  .meta({ id: 'ReminderHook' });

export type ReminderHookView = z.infer<typeof reminderHook>;

export const reminderHookList = z
  .object({
    items: z.array(reminderHook),
    next: z.null(),
    mail: z.boolean().meta({ description: 'Whether owners are mailed: SMTP_URL is set.' }),
  })
  .meta({ id: 'ReminderHookList' });

export type ReminderHookList = z.infer<typeof reminderHookList>;

export const addReminderHookBody = z
  .strictObject({ url: z.string().min(1).max(2000) })
  .meta({ id: 'AddReminderHook' });

export type AddReminderHookInput = z.infer<typeof addReminderHookBody>;

/** The secret is shown this once. */
export const madeReminderHook = z
  .object({ hook: reminderHook, secret: z.string() })
  .meta({ id: 'MadeReminderHook' });

export type MadeReminderHook = z.infer<typeof madeReminderHook>;

export const reminder = z
  .object({
    id: z.string(),
    stage: z.enum(['due', 'overdue', 'escalated']),
    key: z
      .string()
      .nullable()
      .meta({ description: 'Null for whoever may not list the secrets there.' }),
    scope: z.string(),
    version: z.number().int(),
    dueAt: instant,
    state: z.enum(['waiting', 'sent', 'dead']),
    hook: z.string().nullable(),
    email: z.string().nullable(),
    createdAt: instant,
    attempts: z.number().int(),
    nextAttemptAt: instant.nullable(),
    sentAt: instant.nullable(),
    failure: z.string().nullable(),
  })
  .meta({ id: 'Reminder' });

export type ReminderView = z.infer<typeof reminder>;

export const listRemindersQuery = z.strictObject({
  after: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

export type ListRemindersQuery = z.infer<typeof listRemindersQuery>;

export const reminderList = z
  .object({ items: z.array(reminder), next: z.string().nullable() })
  .meta({ id: 'ReminderList' });

export type ReminderList = z.infer<typeof reminderList>;

export const addReminderHookForm = addReminderHookBody.extend({ scope: scopeReference });

/** Names a webhook or a reminder of a scope. */
export const namedReminderForm = z.strictObject({
  scope: scopeReference,
  id: z.string().max(400),
});
