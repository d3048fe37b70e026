// What must be replaced, and when: the board, its outlook, windows and snoozes.

import { z } from 'zod';
import {
  DUE_CAUSES,
  LOOSER_DAYS_MAX,
  REASON_LENGTH_MAX,
  ROTATION_STATUSES,
  SNOOZE_DAYS_MAX,
  WINDOW_DAYS_MAX,
} from '@/lib/domain/rotation';
import { scopeKind, scopeReference } from './scope';
import { ownerFilter, secretSummary, secretType } from './secret';
import { writtenText } from './written-text';

const instant = z.iso.datetime();
const count = z.number().int();
const place = z.object({ kind: scopeKind, id: z.string(), path: z.string() });
const status = z.enum(ROTATION_STATUSES);

/** Not blank. */
const reason = writtenText(REASON_LENGTH_MAX);

/** `master_key`, `data_keys`, `jwt_secret`, or the name of a secret that the console itself reads. */
const subject = z
  .string()
  .max(128)
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/);

export const rotationSnooze = z
  .object({ until: instant, reason: z.string(), snoozedAt: instant, snoozedBy: z.string() })
  .meta({ id: 'RotationSnooze' });

export type RotationSnooze = z.infer<typeof rotationSnooze>;

/** What its window comes from: its type, its own field, or a window that somebody set (`win_…`). */
export const windowOrigin = z
  .object({
    by: z.enum(['type', 'own', 'window']),
    window: z.string().nullable(),
    /** Where that window was set; null for the other two. */
    path: z.string().nullable(),
    looser: z.boolean(),
  })
  .meta({ id: 'WindowOrigin' });

export const rotationItem = z
  .object({
    /** `sec_…`, or the subject of a key of the console. */
    id: z.string(),
    key: z.string(),
    /** Of a key of the console, which windows and snoozes name it by; null for a secret. */
    subject: z.string().nullable(),
    /** Of a key of the console: the organization. */
    scope: place,
    type: secretType.nullable(),
    /** How old it may get; null where nothing limits it. */
    windowDays: count.nullable(),
    origin: windowOrigin.nullable(),
    /** Since when it is what it is. */
    since: instant,
    /** Whole days of 24 hours. */
    ageDays: count,
    dueAt: instant.nullable(),
    /** Its age against the window, its own end, or that its master key is lost; null without `dueAt`. */
    cause: z.enum(DUE_CAUSES).nullable(),
    status,
    owner: secretSummary.shape.owner,
    /** Aliases that deliver it and running workers that hold it. */
    dependents: z.object({ aliases: count, workers: count }),
    snooze: rotationSnooze.nullable(),
    /** The page that changes a key of the console; null for a secret. */
    wizard: z.string().nullable(),
    /** The guided rotation that the secret is in, where whoever asks may see it. */
    run: z.object({ id: z.string(), title: z.string() }).nullable(),
  })
  .meta({ id: 'RotationItem' });

export type RotationItem = z.infer<typeof rotationItem>;

const filter = {
  scope: scopeReference.optional().meta({ description: 'What is at and below it.' }),
  type: secretType.optional(),
  owner: ownerFilter.optional(),
  q: z.string().max(128).optional().meta({ description: 'Part of a name, in any case.' }),
};

export const listRotationQuery = z.strictObject({
  ...filter,
  status: z
    .string()
    .max(100)
    .transform((text) => text.split(','))
    .pipe(z.array(status))
    .optional()
    .meta({ description: 'One or several, with commas between them.' }),
  after: z.string().max(400).optional().meta({ description: '`next` of the page before.' }),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

export type ListRotationQuery = z.infer<typeof listRotationQuery>;

export const rotationList = z
  .object({
    /** What is due first comes first; what nothing limits comes last. */
    items: z.array(rotationItem),
    /** The clock of the database, by which all of this was judged. */
    now: instant,
    next: z.string().nullable(),
  })
  .meta({ id: 'RotationList' });

export type RotationList = z.infer<typeof rotationList>;

export const rotationOutlookQuery = z.strictObject(filter);

export type RotationOutlookQuery = z.infer<typeof rotationOutlookQuery>;

export const rotationOutlook = z
  .object({
    now: instant,
    counts: z.record(status, count),
    /** What falls due in each of the next 13 weeks, the first of which begins now. Snoozed ones count too. */
    weeks: z.array(z.object({ from: instant, to: instant, count })).length(13),
    /** Ages as shares of the window, in tenths: `from` 0 to 0.9; 1 and above are in the last, without `to`. */
    ages: z.array(z.object({ from: z.number(), to: z.number().nullable(), count })).length(11),
  })
  .meta({ id: 'RotationOutlook' });

export type RotationOutlook = z.infer<typeof rotationOutlook>;

export const rotationWindow = z
  .object({
    /** `win_…` */
    id: z.string(),
    /** Where it was set. */
    scope: place,
    /** Set higher up than where this list was asked for. */
    inherited: z.boolean(),
    /** Of one secret alone, one type alone, one key of the console; null: of all. */
    key: z.string().nullable(),
    type: secretType.nullable(),
    subject: z.string().nullable(),
    days: count,
    looser: z.boolean(),
    /** `asked`: looser and not signed, without effect. `over`: it ended by itself. */
    state: z.enum(['asked', 'holds', 'over', 'ended']),
    reason: z.string().nullable(),
    setAt: instant,
    setBy: z.string(),
    signedAt: instant.nullable(),
    signedBy: z.string().nullable(),
    endsAt: instant.nullable(),
    endedAt: instant.nullable(),
    endedBy: z.string().nullable(),
    /** What whoever asks may do to it. */
    maySign: z.boolean(),
    mayEnd: z.boolean(),
  })
  .meta({ id: 'RotationWindow' });

export type RotationWindow = z.infer<typeof rotationWindow>;

export const rotationWindowList = z
  .object({
    /** Newest first: those of the scope and above it, and those of single secrets in it. */
    items: z.array(rotationWindow),
    /** What holds there for a secret of each type, and (`type` null) for every type; more days are looser. */
    present: z.array(z.object({ type: secretType.nullable(), days: count.nullable() })),
    next: z.string().nullable(),
  })
  .meta({ id: 'RotationWindowList' });

export type RotationWindowList = z.infer<typeof rotationWindowList>;

export const listRotationWindowsQuery = z.strictObject({
  key: z.string().max(128).optional().meta({ description: 'Those of, and for, one secret.' }),
  ended: z.enum(['true', 'false']).optional().meta({ description: 'With those that ended.' }),
  after: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

export type ListRotationWindowsQuery = z.infer<typeof listRotationWindowsQuery>;

/** At most one of `key`, `type` and `subject`. A looser one needs `reason` and `endsInDays`. */
export const setRotationWindowBody = z
  .strictObject({
    key: z.string().max(128).optional(),
    type: secretType.optional(),
    subject: subject.optional(),
    days: z.number().int().min(1).max(WINDOW_DAYS_MAX),
    reason: reason.optional(),
    endsInDays: z.number().int().min(1).max(LOOSER_DAYS_MAX).optional(),
  })
  .meta({ id: 'SetRotationWindow' });

export type SetRotationWindowInput = z.infer<typeof setRotationWindowBody>;

export const snoozeBody = z
  .strictObject({ reason, days: z.number().int().min(1).max(SNOOZE_DAYS_MAX) })
  .meta({ id: 'SnoozeRotation' });

export type SnoozeInput = z.infer<typeof snoozeBody>;

const days = (max: number) => z.coerce.number().int().min(1).max(max);

/** As forms send them: `scope` by its path, `_platform` for the organization. */
export const setRotationWindowForm = setRotationWindowBody.extend({
  scope: scopeReference,
  days: days(WINDOW_DAYS_MAX),
  endsInDays: days(LOOSER_DAYS_MAX).optional(),
});

export const namedRotationWindowForm = z.strictObject({
  scope: scopeReference,
  id: z.string().max(400),
});

/** Of one of `key` and `subject`; so is the one that ends it. */
export const snoozeForm = snoozeBody.extend({
  scope: scopeReference,
  key: z.string().max(128).optional(),
  subject: subject.optional(),
  days: days(SNOOZE_DAYS_MAX),
});

export const endSnoozeForm = snoozeForm.omit({ reason: true, days: true });
