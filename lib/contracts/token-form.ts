// The fields of the forms for machine tokens.

import { z } from 'zod';
import { DAY_MS } from '@/lib/domain/durations';
import { scopeKind, scopeReference } from './scope';
import { createTokenInput, OVERLAP_SECONDS_MAX } from './token';

/** Days until a token ends, as a form says them. */
export const LIFETIMES = ['30', '90', '365', 'none'] as const;

/** One text, divided by blanks or commas. */
export const words = z.string().transform((text) => text.split(/[\s,]+/).filter(Boolean));

/** `kind:path`, as one choice of a select says it. */
export const chosenScope = z
  .string()
  .transform((text) => {
    const [kind, ...id] = text.split(':');
    return { kind, id: id.join(':') };
  })
  .pipe(z.strictObject({ kind: scopeKind, id: scopeReference }));

/** Permissions and names come as one text each, divided by blanks or commas. */
export const createTokenForm = z.strictObject({
  name: z.string().min(1).max(200),
  scope: chosenScope,
  permissions: words.pipe(createTokenInput.shape.permissions),
  namePatterns: words.pipe(createTokenInput.shape.namePatterns.unwrap()).optional(),
  expiresAt: z
    .enum(LIFETIMES)
    .transform((days) =>
      days === 'none' ? undefined : new Date(Date.now() + Number(days) * DAY_MS).toISOString(),
    ),
});

export const rotateTokenForm = z.strictObject({
  id: z.string().max(400),
  overlapSeconds: z.coerce.number().int().min(0).max(OVERLAP_SECONDS_MAX),
});

export const revokeTokenForm = z.strictObject({ id: z.string().max(400) });
