'use server';

import { formAction } from '@/lib/actions/form-action';
import { readFields, readSecretField } from '@/lib/actions/form-fields';
import {
  adviseLeakForm,
  assignLeakForm,
  decideNeighboursForm,
  matchLeakForm,
  namedLeakForm,
  openLeakForm,
  reviewLeakForm,
} from '@/lib/contracts/leak-form';
import { adviseLeak } from '@/lib/services/leaks/advise-leak';
import { assignLeak } from '@/lib/services/leaks/assign-leak';
import { closeLeak } from '@/lib/services/leaks/close-leak';
import { decideNeighbours } from '@/lib/services/leaks/decide-neighbours';
import { matchLeak } from '@/lib/services/leaks/match-leak';
import { openLeak } from '@/lib/services/leaks/open-leak';
import { reviewLeak } from '@/lib/services/leaks/review-leak';
import { rotateLeak } from '@/lib/services/leaks/rotate-leak';

/** Whose value it is; what was pasted is compared and forgotten. */
export const matchLeakAction = formAction(async (ctx, form) => {
  readFields(form, matchLeakForm, ['value']);
  return matchLeak(ctx, readSecretField(form, 'value'));
});

export const openLeakAction = formAction(async (ctx, form) => {
  const { secret, versions, ...input } = readFields(form, openLeakForm);
  const { id } = await openLeak(ctx, {
    ...input,
    secret: { ...secret, ...(versions ? { versions } : {}) },
  });
  return { id };
});

/** Starts the rotation that answers it. */
export const rotateLeakAction = formAction(async (ctx, form) => {
  const { leak } = readFields(form, namedLeakForm);
  return rotateLeak(ctx, leak);
});

export const assignLeakAction = formAction(async (ctx, form) => {
  const { leak, assignee = null } = readFields(form, assignLeakForm);
  return assignLeak(ctx, leak, { assignee });
});

export const reviewLeakAction = formAction(async (ctx, form) => {
  const { leak, ...input } = readFields(form, reviewLeakForm);
  return reviewLeak(ctx, leak, input);
});

export const decideNeighboursAction = formAction(async (ctx, form) => {
  const { leak, ...input } = readFields(form, decideNeighboursForm);
  return decideNeighbours(ctx, leak, input);
});

export const adviseLeakAction = formAction(async (ctx, form) => {
  const { leak, ...input } = readFields(form, adviseLeakForm);
  return adviseLeak(ctx, leak, input);
});

export const closeLeakAction = formAction(async (ctx, form) => {
  const { leak } = readFields(form, namedLeakForm);
  return closeLeak(ctx, leak);
});
