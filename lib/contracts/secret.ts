// Secrets as they enter and leave the console: a value may come in, none ever goes out.

import { z } from 'zod';
import { BACKENDS, CATEGORIES, SECRET_TYPES } from '@/lib/domain/secret-kinds';
import { scopeKind } from './scope';

export const secretType = z.enum(SECRET_TYPES);
export const secretCategory = z.enum(CATEGORIES);

/** One secret as everybody may see it. `fingerprint` is 16 hex digits, specific to secret and version. */
export const secretSummary = z
  .object({
    id: z.string(),
    key: z.string(),
    version: z.number().int().nullable(),
    fingerprint: z.string().nullable(),
    type: secretType,
    category: secretCategory,
    backend: z.enum(BACKENDS),
    description: z.string().nullable(),
    expiresAt: z.iso.datetime().nullable(),
    rotationWindowDays: z.number().int().nullable(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    updatedBy: z.string(),
    scope: z.object({ kind: scopeKind, id: z.string(), path: z.string() }),
  })
  .meta({ id: 'Secret' });

export type SecretSummary = z.infer<typeof secretSummary>;

/** What may accompany a value. Rules that are not shapes (names, lengths) are the service's. */
export const secretFields = z.strictObject({
  key: z.string(),
  type: secretType.optional(),
  category: secretCategory.optional(),
  description: z.string().max(2000).optional(),
  backend: z.enum(['local', 'local_encrypted']).optional(),
  expiresAt: z.iso.datetime({ offset: true }).optional(),
  rotationWindowDays: z.number().int().min(1).max(3650).optional(),
  reason: z.string().max(1000).optional(),
  /** The version it must have now: 0 when there must be no such secret, `*` when there must be one. */
  ifVersion: z.union([z.number().int().min(0), z.literal('*')]).optional(),
});

export type SecretFields = z.infer<typeof secretFields>;

/** The REST body: exactly one of `value` (text) and `valueBase64` (bytes). */
export const putSecretBody = secretFields
  .extend({
    value: z.string().optional(),
    valueBase64: z.string().optional(),
  })
  .meta({ id: 'PutSecret' });

export const listSecretsQuery = z.strictObject({
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
  q: z.string().max(128).optional(),
});

export type ListSecretsQuery = z.infer<typeof listSecretsQuery>;

export const secretList = z
  .object({
    items: z.array(secretSummary),
    keys: z.array(z.string()),
    next: z.string().nullable(),
  })
  .meta({ id: 'SecretList' });

export type SecretList = z.infer<typeof secretList>;
