// Briefs as they enter and leave the console: names of secrets, never values; the token leaves once.

import { z } from 'zod';
import { BRIEF_REFS_MAX, BRIEF_STATUSES, BRIEF_TITLE_MAX } from '@/lib/domain/brief';
import { fromTypeId } from '@/lib/domain/ids';
import { DELIVERABLES } from '@/lib/domain/resolution';
import { BACKENDS } from '@/lib/domain/secret-kinds';
import { SECRET_NAME_LENGTH_MAX } from '@/lib/domain/secret-name';
import { scopeKind, scopeReference } from './scope';
import { writtenLine } from './written-text';

/** Exact names: of secrets, or `INTEGRATION_…`. */
const secretRefs = z.array(z.string().min(1).max(SECRET_NAME_LENGTH_MAX)).max(BRIEF_REFS_MAX);

export const createBriefInput = z
  .strictObject({
    app: scopeReference,
    title: writtenLine(BRIEF_TITLE_MAX),
    /** Whatever the program that runs it understands, at most 64 KiB. Never a value of a secret. */
    task: z.record(z.string(), z.unknown()),
    /** What the run is handed, and nothing else. */
    secretRefs,
    /** Until when the callback token begins a run; left out: a day. At most 30 days ahead. */
    expiresAt: z.iso.datetime({ offset: true }).optional(),
  })
  .meta({ id: 'CreateBrief' });

export type CreateBriefInput = z.infer<typeof createBriefInput>;

export const previewBriefBody = z
  .strictObject({ app: scopeReference, secretRefs })
  .meta({ id: 'PreviewBrief' });

export type PreviewBriefInput = z.infer<typeof previewBriefBody>;

const place = z.object({ kind: scopeKind, id: z.string(), path: z.string() });

/**
 * `missing`: nothing of that name applies to the app; `property_missing`: an integration lacks one;
 * `collides`: it is there, and would be delivered under a name that another is delivered under too.
 */
export const REF_STATES = [...DELIVERABLES, 'missing', 'property_missing', 'collides'] as const;

export const briefRef = z.object({
  key: z.string(),
  kind: z.enum(['secret', 'integration']).nullable(),
  /** The scope that wins; null where none has the name. */
  scope: place.nullable(),
  /** Of the value that would be delivered, or of the integration. */
  version: z.number().int().nullable(),
  state: z.enum(REF_STATES),
  /** Where the value lives; null for an integration, and where nothing has the name. */
  backend: z.enum(BACKENDS).nullable(),
  /** Paths of the wider scopes that have the name too, the narrowest first. */
  shadows: z.array(z.string()),
  /** Of an integration: platform secrets without a value. */
  lacks: z.array(z.object({ property: z.string(), platformSecret: z.string() })),
  /** Variables that another is delivered as too, and what that is. */
  collisions: z.array(
    z.object({
      name: z.string(),
      with: z.object({
        kind: z.enum(['secret', 'integration']),
        key: z.string(),
        path: z.string(),
      }),
    }),
  ),
});

export type BriefRef = z.infer<typeof briefRef>;

export const briefPreview = z
  .object({
    app: place,
    refs: z.array(briefRef),
    /** Whether each of them is there: a brief is delivered whole or not at all. */
    ready: z.boolean(),
  })
  .meta({ id: 'BriefPreview' });

export type BriefPreview = z.infer<typeof briefPreview>;

export const briefSummary = z
  .object({
    id: z.string(),
    app: place,
    title: z.string(),
    secretRefs: z.array(z.string()),
    status: z.enum(BRIEF_STATUSES),
    createdAt: z.iso.datetime(),
    createdBy: z.string(),
    /** Whether whoever asks made it, and may have a new callback token now. */
    mayReissue: z.boolean(),
    expiresAt: z.iso.datetime(),
    revokedAt: z.iso.datetime().nullable(),
    callbackIssuedAt: z.iso.datetime(),
    /** When its callback token took the delivery. */
    consumedAt: z.iso.datetime().nullable(),
    /** The last run; null before the first, and where the runner did not say who it is. */
    worker: z
      .object({
        id: z.string(),
        host: z.string(),
        command: z.string(),
        endedAt: z.iso.datetime().nullable(),
        exitCode: z.number().int().nullable(),
        signal: z.string().nullable(),
      })
      .nullable(),
    /** The receipt of the last run. */
    delivery: z.string().nullable(),
  })
  .meta({ id: 'BriefSummary' });

export type BriefSummary = z.infer<typeof briefSummary>;

export const brief = briefSummary
  .extend({ task: z.record(z.string(), z.unknown()) })
  .meta({ id: 'Brief' });

export type Brief = z.infer<typeof brief>;

/** `callbackToken` is in this answer only. */
export const createdBrief = brief
  .extend({ callbackToken: z.string() })
  .meta({ id: 'CreatedBrief' });

export type CreatedBrief = z.infer<typeof createdBrief>;

export const briefList = z
  .object({ items: z.array(briefSummary), next: z.string().nullable() })
  .meta({ id: 'BriefList' });

export type BriefList = z.infer<typeof briefList>;

export const listBriefsQuery = z.strictObject({
  /** A brief's id, as `next` of the page before. */
  after: z
    .string()
    .refine((id) => fromTypeId(['brief'], id) !== null)
    .optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
});

export type ListBriefsQuery = z.infer<typeof listBriefsQuery>;
