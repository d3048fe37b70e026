// The fields of the vault's forms, beside the value itself.

import { z } from 'zod';
import { REFERENCE_LENGTH_MAX } from '@/lib/domain/backend-reference';
import { DELIVERIES } from '@/lib/domain/secret-types';
import { scopeReference } from './scope';
import { secretCategory, secretType } from './secret';

/** Tags as they are typed, in any case: separated by spaces or commas. */
const typedTags = z
  .string()
  .max(1000)
  .transform((text) =>
    text
      .toLowerCase()
      .split(/[\s,]+/)
      .filter((one) => one !== ''),
  );

/** A day as a date field gives it; the value lasts to the end of that day, UTC. */
const typedDay = z.iso.date().transform((day) => `${day}T23:59:59Z`);

const described = {
  type: secretType.optional(),
  category: secretCategory.optional(),
  delivery: z.enum(DELIVERIES).optional(),
  description: z.string().max(2000).optional(),
  owner: z.string().max(254).optional(),
  tags: typedTags.optional(),
  expiresOn: typedDay.optional(),
  rotationWindowDays: z.coerce.number().int().min(1).max(3650).optional(),
  reason: z.string().max(1000).optional(),
};

/**
 * The value comes beside these, in one of five ways that `source` names: the field `value`; the file
 * `valueFile`; the fields `part.access_token` and so on; no value, but `aliasOf`; or none, but `connector`
 * and `reference`, and `valueThere` where one is to be written there.
 */
export const sealSecretForm = z.strictObject({
  scope: scopeReference,
  key: z.string(),
  source: z.enum(['text', 'file', 'parts', 'alias', 'elsewhere']).default('text'),
  aliasOf: z.string().max(400).optional(),
  /** Where a value is sealed here whatever was before, and whatever the console's default is. */
  backend: z.literal('local').optional(),
  connector: z.string().max(200).optional(),
  reference: z.string().max(REFERENCE_LENGTH_MAX).optional(),
  ...described,
  /** The version that was looked at; 0 when the secret is meant to be new. */
  ifVersion: z.coerce.number().int().min(0).optional(),
});

/** Every field of the form is there; an empty one takes away what it held. */
export const describeSecretForm = z.strictObject({
  scope: scopeReference,
  key: z.string(),
  ...described,
  /** The version that was looked at; left out for a secret without one. */
  ifVersion: z.coerce.number().int().min(0).optional(),
});

/** Asks the backend of a secret; nothing of it is changed. */
export const checkSecretForm = z.strictObject({ scope: scopeReference, key: z.string() });

export const deleteSecretForm = z.strictObject({
  scope: scopeReference,
  key: z.string(),
  /** The name again, typed, where something depends on it. */
  confirm: z.string().optional(),
  /** Deletes the value at its external backend as well. */
  atBackend: z.literal('yes').optional(),
});
