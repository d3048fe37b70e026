// The fields of the vault's forms, beside the value itself.

import { z } from 'zod';
import { scopeReference } from './scope';
import { secretType } from './secret';

export const sealSecretForm = z.strictObject({
  scope: scopeReference,
  key: z.string(),
  type: secretType.optional(),
  reason: z.string().max(1000).optional(),
  /** The version that was looked at; 0 when the secret is meant to be new. */
  ifVersion: z.coerce.number().int().min(0).optional(),
});

export const deleteSecretForm = z.strictObject({ scope: scopeReference, key: z.string() });
