// Intake links as they enter and leave the console; the link's secret leaves once, a value never.

import { z } from 'zod';
import { fromTypeId } from '@/lib/domain/ids';
import {
  INTAKE_DAYS_MAX,
  INTAKE_LABEL_MAX,
  INTAKE_NOTE_MAX,
  INTAKE_SECRETS_MAX,
  INTAKE_STATES,
} from '@/lib/domain/intake';
import { VALUE_FORMATS } from '@/lib/domain/secret-kinds';
import { putSecretBody, secretType } from './secret';
import { writtenLine } from './written-text';

/** `sec_…`, or a name behind the path of its scope: `payments.production.billing/STRIPE_KEY`. */
const secretReference = z.string().min(1).max(400);
const secretReferences = z.array(secretReference).min(1).max(INTAKE_SECRETS_MAX);

const described = {
  /** For whom the link is: a name that its maker will know again. */
  label: writtenLine(INTAKE_LABEL_MAX),
  /** Shown to whoever opens the link. */
  note: z.string().max(INTAKE_NOTE_MAX).optional(),
};

export const makeIntakeLinkInput = z
  .strictObject({
    secrets: secretReferences,
    ...described,
    expiresInDays: z.number().int().min(1).max(INTAKE_DAYS_MAX),
  })
  .meta({ id: 'MakeIntakeLink' });

export type MakeIntakeLinkInput = z.infer<typeof makeIntakeLinkInput>;

/** As a form sends it: references on lines of their own. */
export const makeIntakeLinkForm = z.strictObject({
  secrets: z
    .string()
    .transform((text) => text.split('\n'))
    .pipe(secretReferences),
  ...described,
  expiresInDays: z.coerce.number().int().min(1).max(INTAKE_DAYS_MAX),
});

export const revokeIntakeLinkForm = z.strictObject({ id: z.string().max(400) });

export const intakeLinkSummary = z
  .object({
    id: z.string(),
    label: z.string(),
    note: z.string().nullable(),
    createdAt: z.iso.datetime(),
    createdBy: z.string(),
    expiresAt: z.iso.datetime(),
    revokedAt: z.iso.datetime().nullable(),
    state: z.enum(INTAKE_STATES),
    asked: z.number().int(),
    answered: z.number().int(),
    /** Null for what the caller may not list (any more). */
    items: z.array(
      z.object({
        id: z.string().nullable(),
        key: z.string().nullable(),
        path: z.string().nullable(),
        answeredAt: z.iso.datetime().nullable(),
        /** The version that the answer became. */
        version: z.number().int().nullable(),
      }),
    ),
  })
  .meta({ id: 'IntakeLink' });

export type IntakeLinkSummary = z.infer<typeof intakeLinkSummary>;

/** `link` is in this answer only. */
export const madeIntakeLink = intakeLinkSummary
  .extend({ link: z.string() })
  .meta({ id: 'MadeIntakeLink' });

export type MadeIntakeLink = z.infer<typeof madeIntakeLink>;

export const intakeLinkList = z
  .object({ items: z.array(intakeLinkSummary), next: z.string().nullable() })
  .meta({ id: 'IntakeLinkList' });

export type IntakeLinkList = z.infer<typeof intakeLinkList>;

export const listIntakeLinksQuery = z.strictObject({
  /** A link's id, as `next` of the page before. */
  after: z
    .string()
    .refine((id) => fromTypeId(['link'], id) !== null)
    .optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
});

/** What stands behind the # of the link. Any text: what is no secret is unknown like any other. */
const linkSecret = z.string().min(1).max(200);

export const readIntakeBody = z.strictObject({ link: linkSecret }).meta({ id: 'ReadIntake' });

export const intake = z
  .object({
    askedBy: z.object({ name: z.string(), email: z.string() }),
    label: z.string(),
    note: z.string().nullable(),
    expiresAt: z.iso.datetime(),
    items: z.array(
      z.object({
        id: z.string(),
        key: z.string(),
        path: z.string(),
        type: secretType,
        /** How a value was given until now. */
        format: z.enum(VALUE_FORMATS),
        /** Of a structured type: what may be given, by name. */
        parts: z.array(z.object({ name: z.string(), label: z.string(), required: z.boolean() })),
        description: z.string().nullable(),
        answeredAt: z.iso.datetime().nullable(),
      }),
    ),
  })
  .meta({ id: 'Intake' });

export type Intake = z.infer<typeof intake>;
export type IntakeItem = Intake['items'][number];

export const answerIntakeBody = z
  .strictObject({
    link: linkSecret,
    /** `sec_…` of one of the items. */
    item: z.string().max(400),
    value: putSecretBody.shape.value,
    valueBase64: putSecretBody.shape.valueBase64,
  })
  .meta({ id: 'AnswerIntake' });

/** The value comes beside these, where `source` says. */
export const answerIntakeForm = z.strictObject({
  link: linkSecret,
  item: z.string().max(400),
  source: z.enum(['text', 'file', 'parts']).default('text'),
});

export const answeredIntake = z
  .object({
    item: z.object({ id: z.string(), key: z.string(), answeredAt: z.iso.datetime() }),
    asked: z.number().int(),
    answered: z.number().int(),
  })
  .meta({ id: 'AnsweredIntake' });

export type AnsweredIntake = z.infer<typeof answeredIntake>;
