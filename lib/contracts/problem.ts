// The shape of every error, RFC 9457 problem details with a stable code and the request's id.

import { z } from 'zod';
import type { KeystowError } from '@/lib/domain/errors';

export const problem = z
  .object({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    /** What is to be done in this case, where that is more than the title says. */
    detail: z.string().optional(),
    requestId: z.string(),
    errors: z
      .array(z.object({ pointer: z.string(), code: z.string(), message: z.string() }))
      .optional(),
    candidates: z.array(z.string()).optional(),
    /** With `version_conflict`: whose change came first, when, and the version there is now. */
    earlier: z
      .object({ version: z.number().int().nullable(), by: z.string(), at: z.iso.datetime() })
      .optional(),
  })
  .meta({ id: 'Problem' });

export type Problem = z.infer<typeof problem>;

/** Renders an expected refusal; nothing of the request is quoted. */
export function toProblem(error: KeystowError, requestId: string): Problem {
  return {
    type: 'about:blank',
    title: error.title,
    status: error.status,
    code: error.code,
    ...(error.message === error.title ? {} : { detail: error.message }),
    requestId,
    ...(error.extras.issues ? { errors: [...error.extras.issues] } : {}),
    ...(error.extras.candidates ? { candidates: [...error.extras.candidates] } : {}),
    ...(error.extras.earlier ? { earlier: { ...error.extras.earlier } } : {}),
  };
}
