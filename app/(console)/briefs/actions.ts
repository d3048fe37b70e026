'use server';

import { formAction } from '@/lib/actions/form-action';
import { readFields } from '@/lib/actions/form-fields';
import type { CreatedBrief } from '@/lib/contracts/brief';
import { briefForm, createBriefForm } from '@/lib/contracts/brief-form';
import type { IssuedCallback } from '@/lib/contracts/brief-form';
import { createBrief } from '@/lib/services/briefs/create-brief';
import { reissueCallback } from '@/lib/services/briefs/reissue-callback';
import { revokeBrief } from '@/lib/services/briefs/revoke-brief';

/** Answers the callback token, this once. */
export const createBriefAction = formAction(async (ctx, form) =>
  issued(await createBrief(ctx, readFields(form, createBriefForm))),
);

/** Answers the new callback token, this once. */
export const reissueCallbackAction = formAction(async (ctx, form) =>
  issued(await reissueCallback(ctx, readFields(form, briefForm).id)),
);

export const revokeBriefAction = formAction(async (ctx, form) => {
  const { id } = readFields(form, briefForm);
  await revokeBrief(ctx, id);
  return { id };
});

function issued({ id, title, callbackToken }: CreatedBrief): IssuedCallback {
  return { id, title, callbackToken };
}
