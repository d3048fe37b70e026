'use server';

import { formAction } from '@/lib/actions/form-action';
import { readFields } from '@/lib/actions/form-fields';
import { setRequirementsForm } from '@/lib/contracts/resolution';
import { anyKind } from '@/lib/services/access/authorize';
import { setRequirements } from '@/lib/services/resolution/set-requirements';

/** The whole list, a name on each line. */
export const setRequirementsAction = formAction(async (ctx, form) => {
  const { app, ...input } = readFields(form, setRequirementsForm);
  return setRequirements(ctx, { ...anyKind(app), kinds: ['app'] }, input);
});
