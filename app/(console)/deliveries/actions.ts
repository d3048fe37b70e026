'use server';

import { formAction } from '@/lib/actions/form-action';
import { readFields } from '@/lib/actions/form-fields';
import { askRestartForm, dismissWorkersForm } from '@/lib/contracts/worker';
import { anyKind } from '@/lib/services/access/authorize';
import { askRestart } from '@/lib/services/workers/ask-restart';
import { dismissWorkers } from '@/lib/services/workers/dismiss-workers';

/** Answers how many were asked. */
export const askRestartAction = formAction(async (ctx, form) => {
  const { app, workers } = readFields(form, askRestartForm);
  return askRestart(ctx, { ...anyKind(app), kinds: ['app'] }, { workers });
});

/** Answers how many were dismissed. */
export const dismissWorkersAction = formAction(async (ctx, form) => {
  const { app, workers } = readFields(form, dismissWorkersForm);
  return dismissWorkers(ctx, { ...anyKind(app), kinds: ['app'] }, { workers });
});
