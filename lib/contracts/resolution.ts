// What each name means to a scope, and what an app needs: names, scopes and versions, never values.

import { z } from 'zod';
import { DELIVERABLES } from '@/lib/domain/resolution';
import { SECRET_NAME_LENGTH_MAX, SECRET_NAME_PATTERN } from '@/lib/domain/secret-name';
import { scopeKind, scopeReference } from './scope';
import { secretSummary } from './secret';

const place = z.object({ kind: scopeKind, id: z.string(), path: z.string() });

export const resolvedName = z
  .object({
    key: z.string(),
    /** The secret that wins, and the scope it is in. */
    id: z.string(),
    scope: place,
    type: secretSummary.shape.type,
    /** Of the value that is delivered; null where there is none. */
    version: z.number().int().nullable(),
    /** Of an alias: whose value that is. */
    aliasOf: z.object({ key: z.string(), path: z.string() }).nullable(),
    /** The names that a process finds in its environment. */
    deliveredAs: z.array(z.string()),
    expiresAt: z.iso.datetime().nullable(),
    /** Whether there is something to deliver, or why not. */
    state: z.enum(DELIVERABLES),
    /** Where the value that is delivered lives; of an alias, that of its target. */
    backend: secretSummary.shape.backend,
    /** Secrets of the same name in wider scopes, the narrowest first. */
    shadows: z.array(
      z.object({ id: z.string(), scope: place, version: z.number().int().nullable() }),
    ),
  })
  .meta({ id: 'ResolvedName' });

export type ResolvedName = z.infer<typeof resolvedName>;

export const requirement = z
  .object({
    key: z.string(),
    optional: z.boolean(),
    note: z.string().nullable(),
    /** Whether a secret of that name applies to the app. */
    present: z.boolean(),
  })
  .meta({ id: 'Requirement' });

export type Requirement = z.infer<typeof requirement>;

export const resolution = z
  .object({
    scope: place,
    items: z.array(resolvedName),
    /** Names that the app says it needs and nobody has set there or above; of an app only. */
    missing: z.array(requirement),
    next: z.string().nullable(),
  })
  .meta({ id: 'Resolution' });

export type Resolution = z.infer<typeof resolution>;

export const resolutionQuery = z.strictObject({
  /** A name, as `next` of the page before. */
  after: z.string().max(SECRET_NAME_LENGTH_MAX).optional(),
  limit: z.coerce.number().int().min(1).max(1000).optional(),
  /** One name, exactly. */
  key: z.string().max(SECRET_NAME_LENGTH_MAX).optional(),
  /** `shadowed`: only names that more than one scope has. */
  only: z.enum(['shadowed']).optional(),
});

export type ResolutionQuery = z.infer<typeof resolutionQuery>;

export const REQUIREMENTS_MAX = 500;

export const setRequirementsBody = z
  .strictObject({
    /** The whole list: what is left out is required no more. */
    requirements: z
      .array(
        z.strictObject({
          key: z.string().regex(SECRET_NAME_PATTERN, {
            error: 'Give a name of letters, digits and _, at most 128, that begins with no digit.',
          }),
          optional: z.boolean().optional(),
          note: z.string().max(300).optional(),
        }),
      )
      .max(REQUIREMENTS_MAX),
  })
  .meta({ id: 'SetRequirements' });

export type SetRequirements = z.infer<typeof setRequirementsBody>;

export const requirementList = z
  .object({ requirements: z.array(requirement) })
  .meta({ id: 'RequirementList' });

export type RequirementList = z.infer<typeof requirementList>;

export const matrix = z
  .object({
    /** From the organization down to the scope, then those directly below it, at most 100. */
    columns: z.array(place.extend({ slug: z.string(), name: z.string() })),
    /** Whether there are more than 100 directly below it. */
    more: z.boolean(),
    /** `in`: the ids of the columns that have the name. */
    items: z.array(z.object({ key: z.string(), in: z.array(z.string()) })),
    /** Of an app: what it says it needs. */
    requirements: z.array(requirement),
    next: z.string().nullable(),
  })
  .meta({ id: 'SecretMatrix' });

export type Matrix = z.infer<typeof matrix>;

export const matrixQuery = z.strictObject({
  after: z.string().max(SECRET_NAME_LENGTH_MAX).optional(),
  limit: z.coerce.number().int().min(1).max(500).optional(),
  /** Part of a name, in any case. */
  q: z.string().max(SECRET_NAME_LENGTH_MAX).optional(),
});

export type MatrixQuery = z.infer<typeof matrixQuery>;

/** `NAME`, `NAME?` where the app runs without it, and behind a # what it is for. */
const LINE = /^\s*([^\s#?]+)\s*(\?)?\s*(?:#\s*(.*))?$/;

/** As a form sends it: a name on each line; empty lines and lines of # alone are passed over. */
export const setRequirementsForm = z.strictObject({
  app: scopeReference,
  requirements: z
    .string()
    .max(200_000)
    .default('')
    .transform((text) =>
      text
        .split('\n')
        .filter((line) => !/^\s*(#|$)/.test(line))
        .map((line): SetRequirements['requirements'][number] => {
          const [, key = line.trim(), optional, note] = LINE.exec(line) ?? [];
          return { key, optional: optional !== undefined, note: note || undefined };
        }),
    )
    .pipe(setRequirementsBody.shape.requirements),
});
