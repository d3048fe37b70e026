// Reads a flat list of scopes as the tree it is, for pickers and paths.

import type { ScopeSummary } from '@/lib/contracts/scope';
import { childKind, SCOPE_KINDS, type ScopeKind } from '@/lib/domain/scope';

/** One part of the path in the header: the scope chosen there, or null, and all there are. */
export interface PathPart {
  readonly kind: ScopeKind;
  readonly chosen: ScopeSummary | null;
  readonly choices: readonly ScopeSummary[];
  /** Where a new scope of this kind goes; null for the organization. */
  readonly parent: ScopeSummary | null;
}

/** The scope at `path`, else the widest one in sight. Undefined only for an empty list. */
export function scopeAt(
  scopes: readonly ScopeSummary[],
  path: string | null,
): ScopeSummary | undefined {
  const widest = [...scopes].sort((one, other) => depth(one) - depth(other))[0];
  return scopes.find((scope) => scope.path === path) ?? widest;
}

/** From the widest scope in sight down to `scope` itself. */
export function lineageOf(
  scopes: readonly ScopeSummary[],
  scope: ScopeSummary,
): readonly ScopeSummary[] {
  const parent = scopes.find((candidate) => candidate.id === scope.parentId);
  return parent ? [...lineageOf(scopes, parent), scope] : [scope];
}

/** The parts of the path to `current`, and one more below it to choose from. */
export function pathParts(
  scopes: readonly ScopeSummary[],
  current: ScopeSummary,
): readonly PathPart[] {
  const above = lineageOf(scopes, current);
  const below = childKind(current.kind);
  return [
    ...above.map((scope) => partOf(scopes, scope.kind, scope, scope.parentId)),
    ...(below ? [partOf(scopes, below, null, current.id)] : []),
  ];
}

function partOf(
  scopes: readonly ScopeSummary[],
  kind: ScopeKind,
  chosen: ScopeSummary | null,
  parentId: string | null,
): PathPart {
  return {
    kind,
    chosen,
    choices: scopes
      .filter((scope) => scope.kind === kind && scope.parentId === parentId)
      .sort((one, other) => one.name.localeCompare(other.name, 'en')),
    parent: scopes.find((scope) => scope.id === parentId) ?? null,
  };
}

function depth(scope: ScopeSummary): number {
  return SCOPE_KINDS.indexOf(scope.kind);
}
