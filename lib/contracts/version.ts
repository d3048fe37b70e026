// Versions of a secret as they are listed and asked for: numbers, states and fingerprints.

import { z } from 'zod';
import { VERSION_STATES } from '@/lib/domain/version-state';
import { scopeReference } from './scope';
import { putSecretBody } from './secret';

/** PostgreSQL's integer. */
const VERSION_MAX = 2_147_483_647;

export const versionNumber = z.number().int().min(1).max(VERSION_MAX);

export const versionSummary = z
  .object({
    version: z.number().int(),
    state: z.enum(VERSION_STATES),
    /** 16 hex digits; null when the value is destroyed or lives elsewhere. */
    fingerprint: z.string().nullable(),
    /** How an external backend calls it; null for what was sealed here, and until it was seen. */
    backendVersion: z.string().nullable(),
    createdAt: z.iso.datetime(),
    createdBy: z.string(),
    reason: z.string().nullable(),
    destroyedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'SecretVersion' });

export type VersionSummary = z.infer<typeof versionSummary>;

export const versionList = z
  .object({ items: z.array(versionSummary), next: z.string().nullable() })
  .meta({ id: 'SecretVersionList' });

export type VersionList = z.infer<typeof versionList>;

export const listVersionsQuery = z.strictObject({
  /** A version number, as `next` of the page before; older ones follow. */
  after: z.coerce.number().int().min(1).max(VERSION_MAX).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

export type ListVersionsQuery = z.infer<typeof listVersionsQuery>;

export const rollBackBody = z
  .strictObject({
    version: versionNumber,
    reason: z.string().max(1000).optional(),
    /** The current version that this was decided on. */
    ifVersion: z.union([z.number().int().min(0), z.literal('*')]).optional(),
  })
  .meta({ id: 'RollBackSecret' });

export type RollBackInput = z.infer<typeof rollBackBody>;

/** As of a put. */
export const stageSecretBody = putSecretBody
  .pick({ value: true, valueBase64: true, reason: true, ifVersion: true })
  .meta({ id: 'StageSecret' });

export const namedVersionBody = z
  .strictObject({ version: versionNumber })
  .meta({ id: 'NamedVersion' });

/** The fields of the vault's forms. */
const versionOfSecret = z.strictObject({
  scope: scopeReference,
  key: z.string(),
  version: z.coerce.number().int().min(1).max(VERSION_MAX),
});

export const rollBackForm = versionOfSecret.extend({
  reason: z.string().max(1000).optional(),
  ifVersion: z.coerce.number().int().min(0).optional(),
});

export const namedVersionForm = versionOfSecret;
