// The fields of the forms of leak cases; a value that is matched comes beside them.

import { z } from 'zod';
import { adviseBody, decideNeighboursBody, openLeakBody, reviewBody } from './leak';
import { words } from './token-form';

const leak = z.string().max(40);

export const matchLeakForm = z.strictObject({});

/** `secret` as SCOPE.NAME, where no name has a dot; `versions` divided by blanks. */
export const openLeakForm = z.strictObject({
  secret: z
    .string()
    .max(400)
    .transform((word) => {
      const at = word.lastIndexOf('.');
      return { scope: word.slice(0, Math.max(at, 0)), key: word.slice(at + 1) };
    }),
  versions: words.pipe(z.array(z.coerce.number<string>().int().min(1)).min(1).max(100)).optional(),
  whereFound: openLeakBody.shape.whereFound,
  exposedSince: openLeakBody.shape.exposedSince,
  matched: z
    .literal('on')
    .transform(() => true)
    .optional(),
});

export const namedLeakForm = z.strictObject({ leak });

/** Left empty: nobody. */
export const assignLeakForm = z.strictObject({ leak, assignee: z.string().max(320).optional() });

export const reviewLeakForm = reviewBody.extend({ leak });

export const decideNeighboursForm = decideNeighboursBody.extend({
  leak,
  secrets: words.pipe(decideNeighboursBody.shape.secrets),
});

export const adviseLeakForm = adviseBody.extend({ leak });
