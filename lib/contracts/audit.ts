// The audit log as those who may read it see it: who did what, when, to what; never a value.

import { z } from 'zod';
import { fromTypeId } from '@/lib/domain/ids';
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
    /** Null where retention has erased the text; only number and leaf are proven of such an event. */
    actor: z
      .object({
        kind: z.enum(['user', 'token', 'link', 'brief', 'system']),
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
    .regex(/^[a-z_]+(\.[a-z_]*)?$/, {
      error: 'Give an action, or the beginning of some, such as secret. or secret.replaced.',
    })
    .optional()
    .meta({ description: 'One action, or the beginning of some: `secret.`.' }),
  actor: z
    .string()
    .refine((id) => fromTypeId(AUDIT_ACTORS, id) !== null)
    .optional()
    .meta({ description: '`usr_…`, `tok_…` or `lnk_…`.' }),
  target: z
    .string()
    .refine((id) => fromTypeId(AUDIT_TARGETS, id) !== null)
    .optional()
    .meta({
      description:
        'The id of a secret, token, person, group, role, scope, link, invitation, delivery, brief, integration or key operation.',
    }),
  since: z.iso.datetime({ offset: true }).optional(),
  until: z.iso.datetime({ offset: true }).optional(),
};

/** Who may be named as having acted. */
export const AUDIT_ACTORS = ['user', 'token', 'link', 'brief'] as const;

export const AUDIT_TARGETS = [
  'secret',
  'token',
  'user',
  'group',
  'role',
  'link',
  'invitation',
  'operation',
  'delivery',
  'brief',
  'integration',
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

export const exportAuditQuery = z.strictObject({
  log: auditLog.optional(),
  format: z
    .enum(['jsonl', 'csv'])
    .optional()
    .meta({ description: 'Left out: `jsonl`, which verifies.' }),
});

export type ExportAuditQuery = z.infer<typeof exportAuditQuery>;
