'use server';

import { formAction } from '@/lib/actions/form-action';
import { readFields } from '@/lib/actions/form-fields';
import { placedIn } from '@/lib/actions/placed-in';
import {
  changeIntegrationForm,
  createIntegrationForm,
  deleteIntegrationForm,
} from '@/lib/contracts/integration-form';
import { changeIntegration } from '@/lib/services/integrations/change-integration';
import { createIntegration } from '@/lib/services/integrations/create-integration';
import { deleteIntegration } from '@/lib/services/integrations/delete-integration';

const JSON_FIELDS = ['configSchema', 'config'];

export const createIntegrationAction = formAction(async (ctx, form) => {
  const { scope, ...input } = readFields(form, createIntegrationForm);
  const { slug } = await placedIn(JSON_FIELDS, () =>
    createIntegration(ctx, { kinds: [scope.kind], ref: scope.id }, input),
  );
  return { slug };
});

export const changeIntegrationAction = formAction(async (ctx, form) => {
  const { scope, slug, ...input } = readFields(form, changeIntegrationForm);
  const { description = null } = input;
  await placedIn(JSON_FIELDS, () =>
    changeIntegration(ctx, { kinds: [scope.kind], ref: scope.id }, slug, { ...input, description }),
  );
  return { slug };
});

export const deleteIntegrationAction = formAction(async (ctx, form) => {
  const { scope, slug, ifVersion } = readFields(form, deleteIntegrationForm);
  await deleteIntegration(ctx, { kinds: [scope.kind], ref: scope.id }, slug, { ifVersion });
  return { slug };
});
