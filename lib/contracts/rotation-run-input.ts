// What is asked of guided rotations, step by step; values come as `Plaintext` beside these.

import { z } from 'zod';
import {
  EVIDENCE_KINDS,
  EVIDENCE_LENGTH_MAX,
  OVERLAP_HOURS_MAX,
  RUN_SECRETS_MAX,
  TRIAL_OUTCOMES,
  TRIAL_SIDES,
} from '@/lib/domain/rotation-run';
import { REASON_LENGTH_MAX } from '@/lib/domain/rotation';
import { SECRET_NAME_LENGTH_MAX } from '@/lib/domain/secret-name';
import { scopeReference } from './scope';
import { writtenText } from './written-text';

const secretName = z
  .string()
  .min(1)
  .max(SECRET_NAME_LENGTH_MAX + 1);

/** Not blank. */
export const reasonText = writtenText(REASON_LENGTH_MAX);

export const startRunBody = z
  .strictObject({
    /** One secret, or several that are changed together. */
    secrets: z
      .array(z.strictObject({ scope: scopeReference, key: secretName }))
      .min(1)
      .max(RUN_SECRETS_MAX),
    /** Left out: the names. */
    title: writtenText(200).optional(),
    reason: reasonText.optional(),
    /** Left out: 24. 0: the old values are revoked at once. */
    overlapHours: z.number().int().min(0).max(OVERLAP_HOURS_MAX).optional(),
  })
  .meta({ id: 'StartRotationRun' });

export type StartRunInput = z.infer<typeof startRunBody>;

/** As of a secret; a value comes as `value` or `valueBase64`. */
export const stageValueBody = z
  .strictObject({
    key: secretName,
    /** Of two secrets of one name: whose. */
    scope: scopeReference.optional(),
    value: z.union([z.string(), z.record(z.string(), z.string())]).optional(),
    valueBase64: z.string().optional(),
    origin: z.enum(['generated', 'brought']).optional(),
    reason: reasonText.optional(),
  })
  .meta({ id: 'StageRotationValue' });

const named = { key: secretName, scope: scopeReference.optional() };

/** Takes the version that is current into the rotation as its new one. */
export const adoptBody = z.strictObject(named).meta({ id: 'AdoptRotationValue' });
export type AdoptInput = z.infer<typeof adoptBody>;

export const stepDoneBody = z
  .strictObject({ note: reasonText.optional() })
  .meta({ id: 'RotationStepDone' });
export type StepDoneInput = z.infer<typeof stepDoneBody>;

/** `assignee`: an e-mail address or `usr_…`; null: nobody. */
export const assignStepBody = z
  .strictObject({ assignee: z.string().min(1).max(320).nullable() })
  .meta({ id: 'AssignRotationStep' });
export type AssignStepInput = z.infer<typeof assignStepBody>;

export const runReasonBody = z.strictObject({ reason: reasonText }).meta({ id: 'RotationReason' });
export type RunReasonInput = z.infer<typeof runReasonBody>;

/** Which request is signed: as whoever signs it saw it. */
export const signExceptionBody = z
  .strictObject({ askedAt: z.iso.datetime() })
  .meta({ id: 'SignRotationException' });
export type SignExceptionInput = z.infer<typeof signExceptionBody>;

export const revokeBody = z
  .strictObject({
    ...named,
    /** Before the overlap is over, or while workers still hold the old value. */
    early: z.boolean().optional(),
  })
  .meta({ id: 'RevokeOldValue' });
export type RevokeInput = z.infer<typeof revokeBody>;

export const tryBody = z
  .strictObject({
    ...named,
    side: z.enum(TRIAL_SIDES),
    /** With `old`, where the rotation answers a leak: which of the versions that leaked. Left out: the old one. */
    version: z.number().int().min(1).optional(),
  })
  .meta({ id: 'TryRotationValue' });
export type TryInput = z.infer<typeof tryBody>;

/** What a runner found with the value it was handed for this. */
export const reportTrialBody = z
  .strictObject({
    /** `dlv_…`: the delivery by which it was handed over. */
    delivery: z.string().max(40),
    outcome: z.enum(TRIAL_OUTCOMES),
    place: z.string().min(1).max(200),
    answer: z.string().min(1).max(200),
  })
  .meta({ id: 'ReportRotationTrial' });
export type ReportTrialInput = z.infer<typeof reportTrialBody>;

export const addEvidenceBody = z
  .strictObject({ kind: z.enum(EVIDENCE_KINDS), text: writtenText(EVIDENCE_LENGTH_MAX) })
  .meta({ id: 'AddRotationEvidence' });
export type AddEvidenceInput = z.infer<typeof addEvidenceBody>;
