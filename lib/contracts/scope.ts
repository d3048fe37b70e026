// Scopes as they enter and leave the console.

import { z } from 'zod';
import { SCOPE_KINDS, SLUG_LENGTH_MAX } from '@/lib/domain/scope';

export const scopeKind = z.enum(SCOPE_KINDS);

/** A TypeID, a dotted path of slugs, or a slug that is unambiguous among what the caller may see. */
export const scopeReference = z.string().min(1).max(400);

export const scopeSummary = z
  .object({
    id: z.string(),
    kind: scopeKind,
    slug: z.string(),
    name: z.string(),
    path: z.string(),
    parentId: z.string().nullable(),
  })
  .meta({ id: 'Scope' });

export type ScopeSummary = z.infer<typeof scopeSummary>;

export const createScopeInput = z
  .strictObject({
    kind: z.enum(['team', 'workspace', 'app']),
    name: z.string().max(200),
    slug: z.string().max(SLUG_LENGTH_MAX + 1),
    parent: scopeReference.optional(),
  })
  .meta({ id: 'CreateScope' });

export const listScopesQuery = z.strictObject({
  /** A path, as `next` of the page before. */
  after: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

export type CreateScopeInput = z.infer<typeof createScopeInput>;

export const scopeList = z
  .object({ items: z.array(scopeSummary), next: z.string().nullable() })
  .meta({ id: 'ScopeList' });

export type ScopeList = z.infer<typeof scopeList>;
