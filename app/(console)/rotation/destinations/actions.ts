'use server';

import { formAction } from '@/lib/actions/form-action';
import { readFields, readSecretField } from '@/lib/actions/form-fields';
import {
  askDestinationForm,
  namedCheckForm,
  namedDestinationForm,
  setCheckForm,
} from '@/lib/contracts/destination-form';
import { anyKind } from '@/lib/services/access/authorize';
import { approveDestination } from '@/lib/services/verification/approve-destination';
import { askDestination } from '@/lib/services/verification/ask-destination';
import { endDestination } from '@/lib/services/verification/end-destination';
import { removeCheck } from '@/lib/services/verification/remove-check';
import { setCheck } from '@/lib/services/verification/set-check';

/** Nothing is sent there before somebody approves it. */
export const askDestinationAction = formAction(async (ctx, form) =>
  askDestination(ctx, readFields(form, askDestinationForm)),
);

export const approveDestinationAction = formAction(async (ctx, form) =>
  approveDestination(ctx, readFields(form, namedDestinationForm).destination),
);

export const endDestinationAction = formAction(async (ctx, form) =>
  endDestination(ctx, readFields(form, namedDestinationForm).destination),
);

/** `value`: the current one, where the check led to another host before. */
export const setCheckAction = formAction(async (ctx, form) => {
  const { scope, key, ...input } = readFields(form, setCheckForm, ['value']);
  const value = form.get('value') ? readSecretField(form, 'value') : undefined;
  return setCheck(ctx, anyKind(scope), key, { ...input, value });
});

export const removeCheckAction = formAction(async (ctx, form) => {
  const { scope, key } = readFields(form, namedCheckForm);
  await removeCheck(ctx, anyKind(scope), key);
  return null;
});
