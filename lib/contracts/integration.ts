// Integrations as they enter and leave the console: configuration and names of secrets, never values.

import { z } from 'zod';
import { PROPERTY_STATES } from '@/lib/domain/integration';
import { SLUG_LENGTH_MAX } from '@/lib/domain/scope';
import { scopeKind } from './scope';
import { writtenLine } from './written-text';

const object = z.record(z.string(), z.unknown());

const described = {
  name: writtenLine(200),
  description: z.string().max(1000).optional(),
  /**
   * JSON Schema 2020-12 of an object, at most 64 KiB. A string property with
   * `"platformSecret": "NAME"` is filled from that secret of the platform at delivery.
   */
  configSchema: object,
  /** What the schema describes, at most 64 KiB, without the properties that are filled. */
  config: object,
};

export const createIntegrationBody = z
  .strictObject({ slug: z.string().max(SLUG_LENGTH_MAX + 1), ...described })
  .meta({ id: 'CreateIntegration' });

export type CreateIntegrationInput = z.infer<typeof createIntegrationBody>;

export const changeIntegrationBody = z
  .strictObject({
    name: described.name.optional(),
    /** Null takes it away. */
    description: z.string().max(1000).nullable().optional(),
    configSchema: object.optional(),
    config: object.optional(),
    /** The version it has to be of. */
    ifVersion: z.number().int().min(1).optional(),
  })
  .meta({ id: 'ChangeIntegration' });

export type ChangeIntegrationInput = z.infer<typeof changeIntegrationBody>;

export const integration = z
  .object({
    id: z.string(),
    slug: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    scope: z.object({ kind: scopeKind, id: z.string(), path: z.string() }),
    /** Raised by every change. */
    version: z.number().int(),
    /** The name under which a process finds it. */
    deliveredAs: z.string(),
    configSchema: object,
    config: object,
    /** What is filled at delivery, and whether the platform has it now. */
    fills: z.array(
      z.object({
        property: z.string(),
        platformSecret: z.string(),
        state: z.enum(PROPERTY_STATES),
        /** Of the value that would be filled in. */
        version: z.number().int().nullable(),
      }),
    ),
    /** Seen from the scope that was asked about: a narrower one of the same slug wins instead. */
    shadowed: z.boolean(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    updatedBy: z.string(),
  })
  .meta({ id: 'Integration' });

export type Integration = z.infer<typeof integration>;

export const integrationList = z
  .object({ items: z.array(integration), next: z.string().nullable() })
  .meta({ id: 'IntegrationList' });

export type IntegrationList = z.infer<typeof integrationList>;

export const listIntegrationsQuery = z.strictObject({
  /** `true`: those of wider scopes too, as far as they apply. */
  inherited: z.enum(['true', 'false']).optional(),
  /** As `next` of the page before. */
  after: z
    .string()
    .max(SLUG_LENGTH_MAX + 3)
    .optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
});

export type ListIntegrationsQuery = z.infer<typeof listIntegrationsQuery>;

export const deleteIntegrationQuery = z.strictObject({
  ifVersion: z.coerce.number().int().min(1).optional(),
});
