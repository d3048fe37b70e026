// A field of a form that holds a JSON object as text.

import { z } from 'zod';
import { readJson } from '@/lib/domain/json-text';

/** What the text says; anything but an object is refused. */
export const jsonField = z
  .string()
  .max(200_000)
  .transform((text) => readJson(text))
  .pipe(z.record(z.string(), z.unknown()));
