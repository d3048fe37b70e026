'use server';

import { formAction } from '@/lib/actions/form-action';
import { readFields } from '@/lib/actions/form-fields';
import {
  endSnoozeForm,
  namedRotationWindowForm,
  setRotationWindowForm,
  snoozeForm,
} from '@/lib/contracts/rotation';
import { addReminderHookForm, namedReminderForm } from '@/lib/contracts/reminder';
import { anyKind } from '@/lib/services/access/authorize';
import { createReminderHook } from '@/lib/services/reminders/create-hook';
import { deleteReminderHook } from '@/lib/services/reminders/delete-hook';
import { retryReminder } from '@/lib/services/reminders/retry-reminder';
import { testReminderHook } from '@/lib/services/reminders/test-hook';
import { endRotationWindow } from '@/lib/services/rotation/end-window';
import { setRotationWindow } from '@/lib/services/rotation/set-window';
import { signRotationWindow } from '@/lib/services/rotation/sign-window';
import { endSnooze, snoozeRotation } from '@/lib/services/rotation/snooze-rotation';
import { snoozeTarget } from '@/lib/services/rotation/snooze-target';

/** Sets a window; one that is looser than what holds there is only asked for. */
export const setRotationWindowAction = formAction(async (ctx, form) => {
  const { scope, ...input } = readFields(form, setRotationWindowForm);
  return setRotationWindow(ctx, anyKind(scope), input);
});

/** Signs a looser window that somebody else asked for. */
export const signRotationWindowAction = formAction(async (ctx, form) => {
  const { scope, id } = readFields(form, namedRotationWindowForm);
  return signRotationWindow(ctx, anyKind(scope), id);
});

/** Ends a window, or takes back one that was asked for. */
export const endRotationWindowAction = formAction(async (ctx, form) => {
  const { scope, id } = readFields(form, namedRotationWindowForm);
  await endRotationWindow(ctx, anyKind(scope), id);
  return { id };
});

/** Puts off what is due, of a secret or of a key of the console. */
export const snoozeRotationAction = formAction(async (ctx, form) => {
  const { reason, days, ...named } = readFields(form, snoozeForm);
  return snoozeRotation(ctx, snoozeTarget(named), { reason, days });
});

/** What was put off is due again. */
export const endSnoozeAction = formAction(async (ctx, form) => {
  await endSnooze(ctx, snoozeTarget(readFields(form, endSnoozeForm)));
  return {};
});

/** Reminders of the scope are posted to an address from now on. */
export const createReminderHookAction = formAction(async (ctx, form) => {
  const { scope, url } = readFields(form, addReminderHookForm);
  return createReminderHook(ctx, anyKind(scope), { url });
});

/** Posts a message of no secret, and tells how it went. */
export const testReminderHookAction = formAction(async (ctx, form) => {
  const { scope, id } = readFields(form, namedReminderForm);
  return testReminderHook(ctx, anyKind(scope), id);
});

export const deleteReminderHookAction = formAction(async (ctx, form) => {
  const { scope, id } = readFields(form, namedReminderForm);
  await deleteReminderHook(ctx, anyKind(scope), id);
  return {};
});

/** Tries a reminder again that was given up. */
export const retryReminderAction = formAction(async (ctx, form) => {
  const { scope, id } = readFields(form, namedReminderForm);
  await retryReminder(ctx, anyKind(scope), id);
  return {};
});
