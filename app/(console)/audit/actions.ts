'use server';

import { formAction } from '@/lib/actions/form-action';
import { readFields } from '@/lib/actions/form-fields';
import { retentionForm } from '@/lib/contracts/audit-policy';
import { addWebhookForm, webhookForm } from '@/lib/contracts/checkpoint-webhook';
import {
  addCheckpointWebhook,
  postToWebhook,
  removeCheckpointWebhook,
} from '@/lib/services/audit/checkpoint-webhooks';
import { setAuditPolicy } from '@/lib/services/audit/retention';

export const addWebhookAction = formAction(async (ctx, form) =>
  addCheckpointWebhook(ctx, readFields(form, addWebhookForm)),
);

export const removeWebhookAction = formAction(async (ctx, form) => {
  const { id, log } = readFields(form, webhookForm);
  await removeCheckpointWebhook(ctx, id, log);
  return { id };
});

export const postWebhookAction = formAction(async (ctx, form) => {
  const { id, log } = readFields(form, webhookForm);
  return postToWebhook(ctx, id, log);
});

/** Without days texts are kept for ever. */
export const setRetentionAction = formAction(async (ctx, form) =>
  setAuditPolicy(ctx, readFields(form, retentionForm).retentionDays ?? null),
);
