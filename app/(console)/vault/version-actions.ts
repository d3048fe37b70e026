'use server';

import { formAction } from '@/lib/actions/form-action';
import { readFields } from '@/lib/actions/form-fields';
import { namedVersionForm, rollBackForm } from '@/lib/contracts/version';
import { anyKind } from '@/lib/services/access/authorize';
import { destroyVersion } from '@/lib/services/secrets/destroy-version';
import { discardStaged, promoteSecret } from '@/lib/services/secrets/promote-versions';
import { rollBackSecret } from '@/lib/services/secrets/roll-back-secret';

/** Makes the value of an older version current again, as a new version. */
export const rollBackAction = formAction(async (ctx, form) => {
  const { scope, key, ...input } = readFields(form, rollBackForm);
  return rollBackSecret(ctx, anyKind(scope), key, input);
});

export const destroyVersionAction = formAction(async (ctx, form) => {
  const { scope, key, version } = readFields(form, namedVersionForm);
  await destroyVersion(ctx, anyKind(scope), key, version);
  return { version };
});

/** Makes the staged version current. */
export const promoteAction = formAction(async (ctx, form) => {
  const { scope, key, version } = readFields(form, namedVersionForm);
  return promoteSecret(ctx, anyKind(scope), key, version);
});

export const discardStagedAction = formAction(async (ctx, form) => {
  const { scope, key, version } = readFields(form, namedVersionForm);
  await discardStaged(ctx, anyKind(scope), key, version);
  return { version };
});
