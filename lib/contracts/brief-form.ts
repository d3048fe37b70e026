// The fields of the forms for briefs.

import { z } from 'zod';
import { createBriefInput } from './brief';
import { jsonField } from './json-field';
import { words } from './token-form';

/** Hours until a brief ends, as a form says them. */
export const BRIEF_LIFETIMES = ['1', '24', '168', '720'] as const;

/** Names come as one text, divided by blanks, commas or lines. */
export const createBriefForm = z.strictObject({
  app: createBriefInput.shape.app,
  title: createBriefInput.shape.title,
  secretRefs: words.pipe(createBriefInput.shape.secretRefs).default([]),
  task: jsonField,
  expiresAt: z
    .enum(BRIEF_LIFETIMES)
    // A minute less, so that the longest is within the bound by every clock.
    .transform((hours) => new Date(Date.now() + Number(hours) * 3_600_000 - 60_000).toISOString()),
});

export const briefForm = z.strictObject({ id: z.string().max(400) });

/** What a form is answered: the callback token is taken out of it before React sees it. */
export interface IssuedCallback {
  readonly id: string;
  readonly title: string;
  readonly callbackToken: string;
}
