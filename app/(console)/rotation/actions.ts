'use server';

import { formAction } from '@/lib/actions/form-action';
import { readFields } from '@/lib/actions/form-fields';
import {
  endSnoozeForm,
  namedRotationWindowForm,
  setRotationWindowForm,
  snoozeForm,
} from '@/lib/contracts/rotation';
import { anyKind } from '@/lib/services/access/authorize';
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
