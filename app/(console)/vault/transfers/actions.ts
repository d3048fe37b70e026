'use server';

import { formAction } from '@/lib/actions/form-action';
import { readFields } from '@/lib/actions/form-fields';
import { placedIn } from '@/lib/actions/placed-in';
import {
  namedTransferForm,
  planTransferForm,
  startTransferForm,
} from '@/lib/contracts/transfer-form';
import { anyKind } from '@/lib/services/access/authorize';
import { cancelTransfer, pauseTransfer } from '@/lib/services/transfers/end-transfer';
import { planTransfer } from '@/lib/services/transfers/plan-transfer';
import { resumeTransfer, startTransfer } from '@/lib/services/transfers/start-transfer';

/** Writes nothing but the plan; the one it takes the place of is cancelled afterwards. */
export const planTransferAction = formAction(async (ctx, form) =>
  placedIn(['only', 'names'], async () => {
    const { scope, replaces, ...input } = readFields(form, planTransferForm);
    const { id } = await planTransfer(ctx, anyKind(scope), input);
    if (replaces !== undefined) await cancelTransfer(ctx, anyKind(scope), replaces);
    return { id };
  }),
);

export const startTransferAction = formAction(async (ctx, form) => {
  const { scope, id, discard } = readFields(form, startTransferForm);
  return startTransfer(ctx, anyKind(scope), id, { discard });
});

export const pauseTransferAction = formAction(async (ctx, form) => {
  const { scope, id } = readFields(form, namedTransferForm);
  return pauseTransfer(ctx, anyKind(scope), id);
});

export const resumeTransferAction = formAction(async (ctx, form) => {
  const { scope, id } = readFields(form, namedTransferForm);
  return resumeTransfer(ctx, anyKind(scope), id);
});

export const cancelTransferAction = formAction(async (ctx, form) => {
  const { scope, id } = readFields(form, namedTransferForm);
  return cancelTransfer(ctx, anyKind(scope), id);
});
