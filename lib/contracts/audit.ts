// The audit log as those who may read it see it: who did what, when, to what; never a value.

import { z } from 'zod';
import { fromTypeId } from '@/lib/domain/ids';
import { RETENTION_DAYS } from '@/lib/domain/retention-days';
import { scopeReference } from './scope';

const instant = z.iso.datetime();

/** `organization`: its own log. `installation`: keys and nodes, for those who manage keys. */
export const AUDIT_LOGS = ['organization', 'installation'] as const;
export const auditLog = z.enum(AUDIT_LOGS);
export type AuditLogName = z.infer<typeof auditLog>;

const namedId = z.object({ id: z.string(), name: z.string() });

export const auditEvent = z
  .object({
    /** Gapless within its log, from 1. */
    number: z.string(),
    at: instant,
    action: z.string(),
    /** Null where retention has erased the text; number, time and action stay. */
    actor: z
      .object({
        kind: z.enum(['user', 'token', 'link', 'system']),
        id: z.string().nullable(),
        name: z.string(),
      })
      .nullable(),
    /** What it was done to, where it has a name. */
    target: namedId.extend({ kind: z.string() }).nullable(),
    scope: z.object({ kind: z.string(), id: z.string(), path: z.string() }).nullable(),
    /** Everything else that was recorded, as it stands in the text. */
    details: z.record(z.string(), z.unknown()),
    request: z.string().nullable(),
    /** It happened while the console was locked, and was appended at unlock. */
    pended: z.boolean(),
    erased: z.boolean(),
  })
  .meta({ id: 'AuditEvent' });

export type AuditEventView = z.infer<typeof auditEvent>;

/** What the log is narrowed to; all that is given must fit. */
const auditFilter = {
  log: auditLog.optional(),
  scope: scopeReference.optional().meta({ description: 'Events of this scope and below.' }),
  action: z
    .string()
    .max(64)
    .regex(/^[a-z_]+(\.[a-z_]*)?$/)
    .optional()
    .meta({ description: 'One action, or the beginning of some: `secret.`.' }),
  actor: z
    .string()
    .refine((id) => fromTypeId(['user', 'token', 'link'], id) !== null)
    .optional()
    .meta({ description: '`usr_…`, `tok_…` or `lnk_…`.' }),
  target: z
    .string()
    .refine((id) => fromTypeId(AUDIT_TARGETS, id) !== null)
    .optional()
    .meta({
      description: 'The id of a secret, token, person, group, role, scope, link or key operation.',
    }),
  since: z.iso.datetime({ offset: true }).optional(),
  until: z.iso.datetime({ offset: true }).optional(),
};

export const AUDIT_TARGETS = [
  'secret',
  'token',
  'user',
  'group',
  'role',
  'link',
  'operation',
  'organization',
  'team',
  'workspace',
  'app',
] as const;

export const listAuditQuery = z.strictObject({
  ...auditFilter,
  after: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional()
    .meta({ description: '`next` of the page before; older events follow.' }),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

export type ListAuditQuery = z.infer<typeof listAuditQuery>;

export const auditList = z
  .object({ items: z.array(auditEvent), next: z.string().nullable() })
  .meta({ id: 'AuditList' });

export type AuditList = z.infer<typeof auditList>;

export const auditLogQuery = z.strictObject({ log: auditLog.optional() });

export const auditVerification = z
  .object({
    ok: z.boolean(),
    events: z.number().int(),
    /** What its writer keeps: size and RFC 6962 root in hex. */
    head: z.object({ size: z.string(), root: z.string() }),
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
        ]),
        /** Of the event, or of the size at which it shows. */
        number: z.string(),
        message: z.string(),
      }),
    ),
    /** How many checkpoints were compared, and the newest of them. */
    checkpoints: z.number().int(),
    seconds: z.number(),
  })
  .meta({ id: 'AuditVerification' });

export type AuditVerification = z.infer<typeof auditVerification>;

export const auditCheckpoint = z
  .object({
    size: z.string(),
    at: instant,
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

export const exportAuditQuery = z.strictObject({
  log: auditLog.optional(),
  format: z
    .enum(['jsonl', 'csv'])
    .optional()
    .meta({ description: 'Left out: `jsonl`, which verifies.' }),
});

export type ExportAuditQuery = z.infer<typeof exportAuditQuery>;

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
