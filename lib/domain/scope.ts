// The scope tree: organization > team > workspace > app, its slugs and dotted paths.

export const SCOPE_KINDS = ['organization', 'team', 'workspace', 'app'] as const;

export type ScopeKind = (typeof SCOPE_KINDS)[number];

/** The slug under which the shared namespace of an organization is addressed. */
export const PLATFORM = '_platform';

export const SLUG_PATTERN = /^[a-z0-9](-?[a-z0-9])*$/;
export const SLUG_LENGTH_MAX = 63;

/** What every layer may know of a scope. `lineage` runs from the organization down to the scope itself. */
export interface Scope {
  readonly id: string;
  readonly organizationId: string;
  readonly kind: ScopeKind;
  readonly parentId: string | null;
  readonly slug: string;
  readonly name: string;
  /** Dotted slugs below the organization (`payments.production.billing`); `_platform` for the organization. */
  readonly path: string;
  readonly lineage: readonly string[];
}

export function isSlug(text: string): boolean {
  return text.length <= SLUG_LENGTH_MAX && SLUG_PATTERN.test(text);
}

/** The kind one level up, or null for an organization. */
export function parentKind(kind: ScopeKind): ScopeKind | null {
  return SCOPE_KINDS[SCOPE_KINDS.indexOf(kind) - 1] ?? null;
}

/** The kind one level down, or null for an app. */
export function childKind(kind: ScopeKind): ScopeKind | null {
  return SCOPE_KINDS[SCOPE_KINDS.indexOf(kind) + 1] ?? null;
}

/** The dotted path of a child named `slug` below `parent`. */
export function childPath(parent: Pick<Scope, 'kind' | 'path'>, slug: string): string {
  return parent.kind === 'organization' ? slug : `${parent.path}.${slug}`;
}

/** Suggests a slug for a name: lower case, runs of anything else become one hyphen. */
export function suggestSlug(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, SLUG_LENGTH_MAX)
    .replace(/^-+|-+$/g, '');
}
