'use server';

import { formAction } from '@/lib/actions/form-action';
import { readFields } from '@/lib/actions/form-fields';
import { pointingAtFields } from '@/lib/actions/pointing-at-fields';
import { readValue, VALUE_FIELDS } from '@/lib/actions/read-secret-form';
import {
  addEvidenceForm,
  assignStepForm,
  namedRunForm,
  revokeForm,
  runItemForm,
  runReasonForm,
  signRunExceptionForm,
  stageRunValueForm,
  startRunForm,
  stepDoneForm,
  tryForm,
} from '@/lib/contracts/rotation-run-form';
import { abandonRun } from '@/lib/services/rotation-runs/abandon-run';
import { addEvidence } from '@/lib/services/rotation-runs/add-evidence';
import { adoptRunValue } from '@/lib/services/rotation-runs/adopt-run-value';
import { askException } from '@/lib/services/rotation-runs/ask-exception';
import { assignStep } from '@/lib/services/rotation-runs/assign-step';
import { closeRun } from '@/lib/services/rotation-runs/close-run';
import { discardRunValue } from '@/lib/services/rotation-runs/discard-run-value';
import { markStepDone } from '@/lib/services/rotation-runs/mark-step-done';
import { promoteRun } from '@/lib/services/rotation-runs/promote-run';
import { revokeOldValue } from '@/lib/services/rotation-runs/revoke-old-value';
import { rollBackRun } from '@/lib/services/rotation-runs/roll-back-run';
import { signException } from '@/lib/services/rotation-runs/sign-exception';
import { stageRunValue } from '@/lib/services/rotation-runs/stage-run-value';
import { startRun } from '@/lib/services/rotation-runs/start-run';
import { tryValue } from '@/lib/services/verification/try-value';

/** Begins a rotation; nothing that runs is changed by it. */
export const startRunAction = formAction(async (ctx, form) => {
  const { id } = await startRun(ctx, readFields(form, startRunForm));
  return { id };
});

/** Seals a new value beside the current one of its secret. */
export const stageRunValueAction = formAction(async (ctx, form) => {
  const {
    run,
    source,
    type: _type,
    origin = 'brought',
    ...named
  } = readFields(form, stageRunValueForm, VALUE_FIELDS);
  const value = await readValue(form, source);
  return pointingAtFields(source, () => stageRunValue(ctx, run, { ...named, origin, ...value }));
});

/** Takes the version that is current into the rotation as its new one. */
export const adoptRunValueAction = formAction(async (ctx, form) => {
  const { run, ...named } = readFields(form, runItemForm);
  return adoptRunValue(ctx, run, named);
});

/** Drops a staged value; the current one stays. */
export const discardRunValueAction = formAction(async (ctx, form) => {
  const { run, ...named } = readFields(form, runItemForm);
  return discardRunValue(ctx, run, named);
});

export const markStepDoneAction = formAction(async (ctx, form) => {
  const { run, step, note } = readFields(form, stepDoneForm);
  return markStepDone(ctx, run, step, { note });
});

/** Gives a step to a person, or to nobody. */
export const assignStepAction = formAction(async (ctx, form) => {
  const { run, step, assignee } = readFields(form, assignStepForm);
  return assignStep(ctx, run, step, { assignee: assignee ?? null });
});

/** All staged values become current at once. */
export const promoteRunAction = formAction(async (ctx, form) =>
  promoteRun(ctx, readFields(form, namedRunForm).run),
);

/** The old values become current again. */
export const rollBackRunAction = formAction(async (ctx, form) => {
  const { run, reason } = readFields(form, runReasonForm);
  return rollBackRun(ctx, run, { reason });
});

/** Records that somebody revoked an old value at its issuer. */
export const revokeOldValueAction = formAction(async (ctx, form) => {
  const { run, ...input } = readFields(form, revokeForm);
  return revokeOldValue(ctx, run, input);
});

/** Sends a value to the destination of its check; answers what came of it. */
export const tryRunValueAction = formAction(async (ctx, form) => {
  const { run, ...input } = readFields(form, tryForm);
  return tryValue(ctx, run, input);
});

export const addRunEvidenceAction = formAction(async (ctx, form) => {
  const { run, ...input } = readFields(form, addEvidenceForm);
  return addEvidence(ctx, run, input);
});

/** Asks that it may close without what is missing now. */
export const askRunExceptionAction = formAction(async (ctx, form) => {
  const { run, reason } = readFields(form, runReasonForm);
  return askException(ctx, run, { reason });
});

/** A second person signs the exception, which closes the rotation. */
export const signRunExceptionAction = formAction(async (ctx, form) => {
  const { run, askedAt } = readFields(form, signRunExceptionForm);
  return signException(ctx, run, { askedAt });
});

/** Closes it with its proof. */
export const closeRunAction = formAction(async (ctx, form) =>
  closeRun(ctx, readFields(form, namedRunForm).run),
);

/** Ends it without proof. */
export const abandonRunAction = formAction(async (ctx, form) => {
  const { run, reason } = readFields(form, runReasonForm);
  return abandonRun(ctx, run, { reason });
});
