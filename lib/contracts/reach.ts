// Who can change or receive a secret, and what a person or a token reaches.

import { z } from 'zod';
import { fromTypeId } from '@/lib/domain/ids';
import { PERMISSIONS } from '@/lib/domain/permissions';
import { ABILITIES } from '@/lib/domain/secret-access';
import { scopeKind } from './scope';

const place = z.object({ kind: scopeKind, id: z.string(), path: z.string() });

/** A role, held oneself or through a group; null of a token, whose permissions are its own, and of a link. */
const reason = z.object({ role: z.string().nullable(), group: z.string().nullable() });

export const secretHolder = z
  .object({
    /**
     * `link`: an open link by which somebody enters the value; `brief`: one that names it and was not
     * delivered yet; `integration`: one that is filled from it.
     */
    kind: z.enum(['person', 'token', 'link', 'brief', 'integration']),
    id: z.string(),
    /** Of a link, for whom it is. */
    name: z.string(),
    /** Of a person. */
    email: z.string().nullable(),
    can: z.array(z.enum(ABILITIES)),
    because: z.array(
      reason.extend({
        scope: place,
        can: z.array(z.enum(ABILITIES)),
        /** Under which names the value arrives, where one of them is not the secret's own. */
        as: z.array(z.object({ key: z.string(), path: z.string() })),
      }),
    ),
    /** Of a link: the person without whom it does not work; of a brief its maker, of an integration who changed it last. */
    madeBy: z.object({ name: z.string(), email: z.string().nullable() }).nullable(),
  })
  .meta({ id: 'SecretHolder' });

export type SecretHolder = z.infer<typeof secretHolder>;

/** People first, by e-mail; then tokens, links, briefs and integrations, oldest first. */
export const secretAccess = z
  .object({ items: z.array(secretHolder), next: z.string().nullable() })
  .meta({ id: 'SecretAccess' });

export type SecretAccess = z.infer<typeof secretAccess>;

export const secretAccessQuery = z.strictObject({
  /** The id of a holder, as `next` of the page before. */
  after: z
    .string()
    .refine((id) => fromTypeId(['user', 'token', 'link', 'brief', 'integration'], id) !== null)
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

export type SecretAccessQuery = z.infer<typeof secretAccessQuery>;

export const reachedPlace = z
  .object({
    scope: place,
    /** What is held there and below it, from above too. */
    permissions: z.array(z.enum(PERMISSIONS)),
    because: z.array(reason),
    /** How many secrets are there and below; null, as the other two, above what the caller manages. */
    secrets: z.number().int().nullable(),
    /** How many apps are there and below, and how many secrets are delivered to them, wider ones too. */
    apps: z.number().int().nullable(),
    delivered: z.number().int().nullable(),
  })
  .meta({ id: 'ReachedPlace' });

export type ReachedPlace = z.infer<typeof reachedPlace>;

export const reach = z
  .object({
    /** Exact names and globs that a token is limited to; empty: all names. */
    namePatterns: z.array(z.string()),
    /** Where the rights begin, from the organization down; they hold below as well. */
    places: z.array(reachedPlace),
  })
  .meta({ id: 'Reach' });

export type Reach = z.infer<typeof reach>;
