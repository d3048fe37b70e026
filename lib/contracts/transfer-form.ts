// The fields of the forms of transfers: globs come as words, names as JSON, numbers of rows with commas.

import { z } from 'zod';
import { scopeReference } from './scope';
import { words } from './token-form';
import { planTransferBody, startTransferBody } from './transfer';

const { shape } = planTransferBody;

const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'JSON' });
    return z.NEVER;
  }
});

const transferId = z.string().max(40);

export const planTransferForm = z.strictObject({
  scope: scopeReference,
  mode: shape.mode,
  from: shape.from,
  to: shape.to,
  objects: shape.objects,
  only: words.pipe(shape.only.unwrap()).optional(),
  names: json.pipe(shape.names.unwrap()).optional(),
  removeSource: z
    .literal('on')
    .transform(() => true)
    .optional(),
  /** A plan that was not started, and of which this one takes the place. */
  replaces: transferId.optional(),
});

export const startTransferForm = z.strictObject({
  scope: scopeReference,
  id: transferId,
  discard: z
    .string()
    .regex(/^\d+(,\d+)*$/, { error: 'Send numbers of rows, divided by commas.' })
    .transform((text) => text.split(',').map(Number))
    .pipe(startTransferBody.shape.discard.unwrap())
    .optional(),
});

export const namedTransferForm = z.strictObject({ scope: scopeReference, id: transferId });
