// Secrets as they enter and leave the console: a value may come in, none ever goes out.

import { z } from 'zod';
import { REFERENCE_LENGTH_MAX } from '@/lib/domain/backend-reference';
import { fromTypeId } from '@/lib/domain/ids';
import {
  BACKENDS,
  CATEGORIES,
  NAMED_BACKENDS,
  SECRET_TYPES,
  VALUE_FORMATS,
} from '@/lib/domain/secret-kinds';
import { SECRET_SORTS } from '@/lib/domain/secret-sort';
import { EXPIRING_DAYS, SECRET_STATES } from '@/lib/domain/secret-state';
import { DELIVERIES } from '@/lib/domain/secret-types';
import { TAG_EXPECTED, TAG_PATTERN, TAGS_MAX } from '@/lib/domain/tags';
import { backendFacts } from './backend-facts';
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
    /** Where an external backend keeps the value, in one spelling; null for `local`. */
    reference: z.string().nullable(),
    /** Through which that is fetched; nothing is until it is approved. */
    connector: z
      .object({ id: z.string(), slug: z.string(), name: z.string(), approved: z.boolean() })
      .nullable(),
    /** What that backend last said; null for `local`. */
    atBackend: backendFacts.nullable(),
    /** How the bytes of the current value are read; null when there is none. */
    format: z.enum(VALUE_FORMATS).nullable(),
    /** Of a structured value: which parts it has, by name. */
    parts: z.array(z.string()),
    delivery: z.enum(DELIVERIES),
    description: z.string().nullable(),
    /** Who answers for it. */
    owner: z
      .object({ kind: z.enum(['person', 'team']), id: z.string(), name: z.string() })
      .nullable(),
    tags: z.array(z.string()),
    /** The secret whose value is delivered under this name. `deleted`: it is in the bin. */
    aliasOf: z
      .object({ id: z.string(), key: z.string(), path: z.string(), deleted: z.boolean() })
      .nullable(),
    expiresAt: z.iso.datetime().nullable(),
    /** What it says itself; null where it says nothing. */
    rotationWindowDays: z.number().int().nullable(),
    /** How old it may get by all that limits it, its own number included; null where nothing does. */
    windowDays: z.number().int().nullable(),
    /** What its age counts from: when the value was sealed, or changed at its backend. */
    valueSince: z.iso.datetime().nullable(),
    /** When it must be replaced, as the rotation board says. */
    dueAt: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    updatedBy: z.string(),
    /** When the current value was sealed. */
    sealedAt: z.iso.datetime().nullable(),
    /** Since when that value cannot be opened, because its master key is lost. */
    lostAt: z.iso.datetime().nullable(),
    scope: z.object({ kind: scopeKind, id: z.string(), path: z.string() }),
  })
  .meta({ id: 'Secret' });

export type SecretSummary = z.infer<typeof secretSummary>;

/** PostgreSQL compares them byte by byte: lower case only, so that one tag has one spelling. */
const tag = z.string().regex(TAG_PATTERN, { error: TAG_EXPECTED });

/** `usr_…`, the e-mail of a member, `team_…` or the path of a team. */
const owner = z.string().min(1).max(254);

/** What describes a secret beside its name and value. Rules that are not shapes are the service's. */
const descriptiveFields = z.strictObject({
  type: secretType.optional(),
  category: secretCategory.optional(),
  delivery: z.enum(DELIVERIES).optional(),
  description: z.string().max(2000).optional(),
  owner: owner.optional(),
  tags: z.array(tag).max(TAGS_MAX).optional(),
  expiresAt: z.iso.datetime({ offset: true }).optional(),
  rotationWindowDays: z.number().int().min(1).max(3650).optional(),
});

/** The version it must have now: 0 when there must be no such secret, `*` when there must be one. */
const ifVersion = z.union([z.number().int().min(0), z.literal('*')]);

/** What may accompany a value. What is left out stays as it was. */
export const secretFields = descriptiveFields.extend({
  key: z.string(),
  backend: z.enum(NAMED_BACKENDS).optional().meta({
    description:
      'Where the value lives. Left out: where it does already, and for a new secret the default of the console.',
  }),
  reason: z.string().max(1000).optional(),
  ifVersion: ifVersion.optional(),
});

export type SecretFields = z.infer<typeof secretFields>;

/** What refers to a value that lives elsewhere. */
const referringFields = {
  reference: z.string().min(1).max(REFERENCE_LENGTH_MAX).optional().meta({
    description:
      'Where the backend keeps the value, such as `prod/billing?key=password`. With a value, that is written there first.',
  }),
  connector: z.string().min(1).max(200).optional().meta({
    description: 'A slug or `con_…`; may be left out where one of the kind is in reach.',
  }),
};

/** The REST body: one of `value` (text, or the parts of a structured type), `valueBase64` (bytes), `aliasOf` and `reference`. */
export const putSecretBody = secretFields
  .extend({
    value: z.union([z.string(), z.record(z.string(), z.string())]).optional(),
    valueBase64: z.string().optional(),
    /** `sec_…`, or a name, alone or behind the path of its scope: `payments/STRIPE_KEY`, `_platform/SLACK_TOKEN`. */
    aliasOf: z.string().min(1).max(400).optional(),
    ...referringFields,
  })
  .meta({ id: 'PutSecret' });

/** Changes what describes a secret and leaves its value alone; null takes a field away. */
export const describeSecretBody = descriptiveFields
  .extend({
    description: z.string().max(2000).nullable().optional(),
    owner: owner.nullable().optional(),
    expiresAt: z.iso.datetime({ offset: true }).nullable().optional(),
    rotationWindowDays: z.number().int().min(1).max(3650).nullable().optional(),
    reason: z.string().max(1000).optional(),
    ifVersion: ifVersion.optional(),
  })
  .meta({ id: 'DescribeSecret' });

export type DescribeSecretInput = z.infer<typeof describeSecretBody>;

/** What would break without a secret: the aliases that deliver its value under other names. */
export const secretDependents = z
  .object({
    items: z.array(z.object({ kind: z.literal('alias'), key: z.string(), path: z.string() })),
    /** Running processes that hold its value: how many, and the first of them. */
    workers: z.object({
      total: z.number().int(),
      /** Of these, those that restart by themselves when it changes; the others when they are asked to. */
      byThemselves: z.number().int(),
      first: z.array(z.object({ host: z.string(), command: z.string(), path: z.string() })),
    }),
  })
  .meta({ id: 'SecretDependents' });

export type SecretDependents = z.infer<typeof secretDependents>;

export const ownerFilter = z
  .string()
  .refine((id) => id === 'none' || fromTypeId(['user', 'team'], id) !== null)
  .meta({ description: '`usr_…`, `team_…`, or `none`.' });

/** What a list is narrowed to; all that is given must fit. */
const listFilter = {
  q: z.string().max(128).optional().meta({ description: 'Part of a name, in any case.' }),
  key: z.string().max(128).optional().meta({ description: 'One name, in any case.' }),
  type: secretType.optional(),
  category: secretCategory.optional(),
  state: z
    .enum(SECRET_STATES)
    .optional()
    .meta({
      description: `\`expiring\`: within ${EXPIRING_DAYS} days; \`lost\`: its master key is lost; \`no_value\`: neither a current version nor an alias; \`current\`: none of the others.`,
    }),
  backend: z.enum(BACKENDS).optional().meta({
    description: 'Where the value lives; an alias has none of its own.',
  }),
  tag: tag.optional(),
  owner: ownerFilter.optional(),
  sort: z
    .enum(SECRET_SORTS)
    .optional()
    .meta({ description: 'Left out: `name`. What does not expire comes last.' }),
};

export const deleteSecretQuery = z.strictObject({
  /** Deletes the value at its external backend as well, where the connector may write. */
  backend: z.enum(['true', 'false']).optional(),
  /** The name again, where something depends on the secret. */
  confirm: z.string().max(128).optional(),
});

export const listSecretsQuery = z.strictObject({
  ...listFilter,
  after: z
    .string()
    .max(400)
    .optional()
    .meta({ description: '`next` of the page before, in the same order.' }),
  limit: z.coerce.number().int().min(1).max(200).optional(),
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

export const secretPageStartsQuery = z.strictObject({
  ...listFilter,
  size: z.coerce
    .number()
    .int()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: 'Rows of a page; left out: 100.' }),
  positionOf: z
    .string()
    .max(128)
    .optional()
    .meta({ description: 'A name whose place in the list is asked for.' }),
});

export type SecretPageStartsQuery = z.infer<typeof secretPageStartsQuery>;

/** A map of a list, for whoever shows any part of it without reading what is before. */
export const secretPageStarts = z
  .object({
    total: z.number().int(),
    /** What to send as `after` for each page; null for the first. */
    starts: z.array(z.string().nullable()),
    /** Counted from 0; null where the list does not hold the name. */
    position: z.number().int().nullable(),
  })
  .meta({ id: 'SecretPageStarts' });

export type SecretPageStarts = z.infer<typeof secretPageStarts>;
