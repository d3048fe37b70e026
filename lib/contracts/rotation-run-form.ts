// The fields of the forms of guided rotations; a value comes beside them as in the vault's forms.

import { z } from 'zod';
import { OVERLAP_HOURS_MAX, RUN_STEPS } from '@/lib/domain/rotation-run';
import {
  addEvidenceBody,
  adoptBody,
  runReasonBody,
  signExceptionBody,
  stageValueBody,
  startRunBody,
  stepDoneBody,
  tryBody,
} from './rotation-run-input';
import { scopeReference } from './scope';
import { secretType } from './secret';
import { words } from './token-form';

const run = z.string().max(40);
const step = z.enum(RUN_STEPS);

/** `secrets`: each as SCOPE.NAME, where no name has a dot. */
export const startRunForm = z.strictObject({
  secrets: words
    .transform((all) =>
      all.map((one) => {
        const at = one.lastIndexOf('.');
        return { scope: one.slice(0, Math.max(at, 0)), key: one.slice(at + 1) };
      }),
    )
    .pipe(startRunBody.shape.secrets),
  title: startRunBody.shape.title,
  reason: startRunBody.shape.reason,
  overlapHours: z.coerce.number().int().min(0).max(OVERLAP_HOURS_MAX).optional(),
});

export const namedRunForm = z.strictObject({ run });

export const signRunExceptionForm = signExceptionBody.extend({ run });

export const stageRunValueForm = z.strictObject({
  run,
  key: stageValueBody.shape.key,
  scope: scopeReference,
  source: z.enum(['text', 'file', 'parts']).default('text'),
  /** Of which parts the form has; the secret has a type already. */
  type: secretType.optional(),
  origin: stageValueBody.shape.origin,
  reason: stageValueBody.shape.reason,
});

export const runItemForm = adoptBody.extend({ run });

export const stepDoneForm = stepDoneBody.extend({ run, step });

/** Left empty: nobody. */
export const assignStepForm = z.strictObject({
  run,
  step,
  assignee: z.string().max(320).optional(),
});

export const runReasonForm = runReasonBody.extend({ run });

export const revokeForm = adoptBody.extend({
  run,
  early: z
    .literal('on')
    .transform(() => true)
    .optional(),
});

export const tryForm = tryBody.extend({
  run,
  version: z.coerce.number().pipe(z.number().int().min(1)).optional(),
});

export const addEvidenceForm = addEvidenceBody.extend({ run });
