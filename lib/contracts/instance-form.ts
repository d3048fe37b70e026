// The fields of the forms for database connections; the address is read apart, as a secret.

import { z } from 'zod';
import { createInstanceBody } from './instance';

/** The secret field. */
export const ADDRESS_FIELD = 'url';

export const newInstanceForm = z.strictObject({ name: createInstanceBody.shape.name });

export const changedInstanceForm = z.strictObject({
  id: z.string().max(400),
  name: createInstanceBody.shape.name,
});

export const namedInstanceForm = z.strictObject({ id: z.string().max(400) });

export const deletedInstanceForm = z.strictObject({
  id: z.string().max(400),
  /** Its slug, typed. */
  typed: z.string().max(400),
});
