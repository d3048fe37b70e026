'use server';

import { formAction } from '@/lib/actions/form-action';
import { readFields } from '@/lib/actions/form-fields';
import { makeIntakeLinkForm, revokeIntakeLinkForm } from '@/lib/contracts/intake';
import { makeIntakeLink } from '@/lib/services/intake/make-intake-link';
import { revokeIntakeLink } from '@/lib/services/intake/revoke-intake-link';

/** Answers the link, this once. */
export const makeIntakeLinkAction = formAction(async (ctx, form) =>
  makeIntakeLink(ctx, readFields(form, makeIntakeLinkForm)),
);

export const revokeIntakeLinkAction = formAction(async (ctx, form) => {
  const { id } = readFields(form, revokeIntakeLinkForm);
  await revokeIntakeLink(ctx, id);
  return { id };
});
