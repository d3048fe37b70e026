// Guided rotations as they enter and leave the console: where they stand and what is missing, never a value.

import { z } from 'zod';
import {
  EVIDENCE_KINDS,
  ITEM_STATES,
  RUN_STATES,
  RUN_STEPS,
  STEP_STATES,
  TRIAL_OUTCOMES,
  TRIAL_SIDES,
  TRIAL_VIAS,
  VALUE_ORIGINS,
} from '@/lib/domain/rotation-run';
import { GAPS } from '@/lib/domain/rotation-run-closing';
import { PRESENCES } from '@/lib/domain/worker';
import { verificationCheck } from './destination';
import { scopeKind, scopeReference } from './scope';
import { secretType } from './secret';

const instant = z.iso.datetime();
const count = z.number().int();
const place = z.object({ kind: scopeKind, id: z.string(), path: z.string() });

export const listRunsQuery = z.strictObject({
  scope: scopeReference.optional().meta({ description: 'What is at and below it.' }),
  state: z.enum(RUN_STATES).optional(),
  /** `me`: a step that is open is mine. */
  assigned: z.literal('me').optional(),
  after: z.string().max(40).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

export type ListRunsQuery = z.infer<typeof listRunsQuery>;

const person = z.object({ id: z.string(), name: z.string() });

export const runStep = z.object({
  kind: z.enum(RUN_STEPS),
  state: z.enum(STEP_STATES),
  assignee: person.nullable(),
  /** Assigned to whoever asks. */
  mine: z.boolean(),
  doneAt: instant.nullable(),
  doneBy: z.string().nullable(),
  note: z.string().nullable(),
});

export type RunStepView = z.infer<typeof runStep>;

export const runSummary = z
  .object({
    /** `rot_…` */
    id: z.string(),
    title: z.string(),
    state: z.enum(RUN_STATES),
    scope: place,
    keys: z.array(z.string()),
    /** `sec_…`, in the order of `keys`. */
    secretIds: z.array(z.string()),
    /** The first step that is not done; null for one that has ended. */
    step: z.enum(RUN_STEPS).nullable(),
    assignee: person.nullable(),
    /** When the old values are to be revoked; null before the new ones are current. */
    overlapEndsAt: instant.nullable(),
    startedAt: instant,
    startedBy: z.string(),
    endedAt: instant.nullable(),
    endedBy: z.string().nullable(),
    /** Closed by an exception. */
    excepted: z.boolean(),
    /** The leak case that it answers. */
    leakCase: z.string().nullable(),
  })
  .meta({ id: 'RotationRunSummary' });

export type RunSummary = z.infer<typeof runSummary>;

export const runList = z
  .object({ items: z.array(runSummary), next: z.string().nullable() })
  .meta({ id: 'RotationRunList' });

export type RunList = z.infer<typeof runList>;

export const rotationTrial = z
  .object({
    id: z.string(),
    key: z.string(),
    version: count,
    side: z.enum(TRIAL_SIDES),
    via: z.enum(TRIAL_VIAS),
    outcome: z.enum(TRIAL_OUTCOMES),
    place: z.string(),
    answer: z.string(),
    triedAt: instant,
    triedBy: z.string(),
  })
  .meta({ id: 'RotationTrial' });

export type RotationTrial = z.infer<typeof rotationTrial>;

export const runWorker = z.object({
  id: z.string(),
  app: z.string(),
  host: z.string(),
  command: z.string(),
  presence: z.enum(PRESENCES),
  /** Of the secret; what it was handed last. */
  version: count,
  /** It holds the new version. */
  newest: z.boolean(),
});

export type RunWorker = z.infer<typeof runWorker>;

export const runItem = z
  .object({
    /** `sec_…` */
    id: z.string(),
    key: z.string(),
    scope: place,
    type: secretType,
    backend: z.string(),
    state: z.enum(ITEM_STATES),
    oldVersion: count.nullable(),
    newVersion: count.nullable(),
    /** What is current now; more than `newVersion` where another value took its place. */
    currentVersion: count.nullable(),
    origin: z.enum(VALUE_ORIGINS).nullable(),
    stagedAt: instant.nullable(),
    stagedBy: z.string().nullable(),
    promotedAt: instant.nullable(),
    promotedBy: z.string().nullable(),
    revokedAt: instant.nullable(),
    revokedBy: z.string().nullable(),
    check: verificationCheck.nullable(),
    /** The latest of each side that is of the versions above. */
    trials: z.object({ new: rotationTrial.nullable(), old: rotationTrial.nullable() }),
    /** Other values that leaked: a version of each, and its latest trial. */
    exposed: z.array(z.object({ version: count, trial: rotationTrial.nullable() })),
    /** Those that are there, and those that fell silent unseen: at most 200, stale ones first. */
    workers: z.array(runWorker),
    counts: z.object({ workers: count, stale: count }),
  })
  .meta({ id: 'RotationRunItem' });

export type RunItem = z.infer<typeof runItem>;

export const runGap = z.object({
  code: z.enum(GAPS),
  /** Of one secret; null: of the whole rotation. */
  key: z.string().nullable(),
  /** What is missing, and what to do. */
  text: z.string(),
});

export type RunGap = z.infer<typeof runGap>;

export const runEvidence = z.object({
  id: z.string(),
  kind: z.enum(EVIDENCE_KINDS),
  text: z.string(),
  addedAt: instant,
  addedBy: z.string(),
});

export const rotationRun = runSummary
  .extend({
    reason: z.string().nullable(),
    overlapHours: count,
    steps: z.array(runStep),
    items: z.array(runItem),
    evidence: z.array(runEvidence),
    /** The newest first, at most 20. */
    trials: z.array(rotationTrial),
    /** What keeps it from closing; empty: it may close. */
    gaps: z.array(runGap),
    exception: z
      .object({
        reason: z.string(),
        gaps: z.array(z.enum(GAPS)),
        askedAt: instant,
        askedBy: z.string(),
        signedBy: z.string().nullable(),
      })
      .nullable(),
    /** The clock of the database. */
    now: instant,
    /** What whoever asks may do: work on it, seal and promote values, sign the exception. */
    may: z.object({ run: z.boolean(), write: z.boolean(), sign: z.boolean() }),
  })
  .meta({ id: 'RotationRun' });

export type RotationRun = z.infer<typeof rotationRun>;
