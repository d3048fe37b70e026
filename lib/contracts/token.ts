// Machine tokens as they enter and leave the console; the token's text leaves once.

import { z } from 'zod';
import { fromTypeId } from '@/lib/domain/ids';
import { isNamePattern, NAME_PATTERNS_MAX } from '@/lib/domain/name-pattern';
import { PERMISSIONS } from '@/lib/domain/permissions';
import { scopeKind, scopeReference } from './scope';

const namePatterns = z
  .array(
    z.string().refine(isNamePattern, 'Use letters, digits, underscores and *, such as STRIPE_*.'),
  )
  .max(NAME_PATTERNS_MAX);

export const createTokenInput = z
  .strictObject({
    name: z.string().min(1).max(200),
    /** Left out: the actor's organization. */
    scope: z.strictObject({ kind: scopeKind, id: scopeReference }).optional(),
    /** `*` is all that the maker has there. */
    permissions: z.array(z.enum([...PERMISSIONS, '*'])).min(1),
    /** Exact names and globs such as `STRIPE_*`; left out or empty: all names. */
    namePatterns: namePatterns.optional(),
    expiresAt: z.iso.datetime({ offset: true }).optional(),
  })
  .meta({ id: 'CreateToken' });

export type CreateTokenInput = z.infer<typeof createTokenInput>;

export const tokenSummary = z
  .object({
    id: z.string(),
    name: z.string(),
    scope: z.object({ kind: scopeKind, id: z.string(), path: z.string() }),
    permissions: z.array(z.enum(PERMISSIONS)),
    namePatterns: z.array(z.string()),
    createdAt: z.iso.datetime(),
    createdBy: z.string(),
    expiresAt: z.iso.datetime().nullable(),
    lastUsedAt: z.iso.datetime().nullable(),
    revokedAt: z.iso.datetime().nullable(),
    /** The token that was made to replace it; `expiresAt` then is the end of the overlap. */
    replacedBy: z.string().nullable(),
  })
  .meta({ id: 'Token' });

export type TokenSummary = z.infer<typeof tokenSummary>;

export const createdToken = tokenSummary
  .extend({
    token: z.string(),
    /** What runs pin beside it, as `KEYSTOW_SERVER_KEY`: the public keys that sign deliveries now and next. */
    serverKey: z.string(),
  })
  .meta({ id: 'CreatedToken' });

export type CreatedToken = z.infer<typeof createdToken>;

/** What is left of it when its text was shown. */
export type MadeToken = Omit<CreatedToken, 'token'>;

/** How long the old token works on beside the new one: at most seven days. */
export const OVERLAP_SECONDS_MAX = 604_800;

export const rotateTokenInput = z
  .strictObject({
    /** 0 ends the old token at once. */
    overlapSeconds: z.number().int().min(0).max(OVERLAP_SECONDS_MAX),
  })
  .meta({ id: 'RotateToken' });

export type RotateTokenInput = z.infer<typeof rotateTokenInput>;

export const tokenList = z
  .object({ items: z.array(tokenSummary), next: z.string().nullable() })
  .meta({ id: 'TokenList' });

export type TokenList = z.infer<typeof tokenList>;

export const listTokensQuery = z.strictObject({
  /** Left out: the actor's organization. Tokens of scopes below are listed too. */
  scope: scopeReference.optional(),
  /** Tells scopes of the same slug apart. */
  kind: scopeKind.optional(),
  /** A token's id, as `next` of the page before. */
  after: z
    .string()
    .refine((id) => fromTypeId(['token'], id) !== null)
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});
