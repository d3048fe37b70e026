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

const namedSecret = z.object({ key: z.string(), path: z.string() });
const count = z.number().int();

/** What goes with a scope when it is deleted. `first`: at most 20 names each, of what the caller may list. */
export const scopeContents = z
  .object({
    path: z.string(),
    counts: z.object({
      teams: count,
      workspaces: count,
      apps: count,
      secrets: count,
      aliases: count,
      binned: count,
      versions: count,
      tokens: count,
      grants: count,
      connectors: count,
      workers: count,
    }),
    first: z.object({
      scopes: z.array(z.string()),
      secrets: z.array(namedSecret),
      aliases: z.array(namedSecret),
      binned: z.array(namedSecret),
      tokens: z.array(z.object({ name: z.string(), path: z.string() })),
      grants: z.array(z.object({ email: z.string(), role: z.string(), path: z.string() })),
      connectors: z.array(z.object({ slug: z.string(), path: z.string() })),
      workers: z.array(z.object({ host: z.string(), command: z.string(), path: z.string() })),
    }),
  })
  .meta({ id: 'ScopeContents' });

export type ScopeContents = z.infer<typeof scopeContents>;

/** The slug and the path are no part of it: they are addresses, and stay. */
export const renameScopeInput = z
  .strictObject({ name: z.string().max(200) })
  .meta({ id: 'RenameScope' });

export const deleteScopeQuery = z.strictObject({
  /** The path of the scope, where anything lies in it. */
  confirm: z.string().max(400).optional(),
});

/** The fields of the forms on a scope; `scope` is its id. */
export const renameScopeForm = z.strictObject({ scope: scopeReference, name: z.string().max(200) });

export const deleteScopeForm = z.strictObject({
  scope: scopeReference,
  confirm: z.string().max(400).optional(),
});
