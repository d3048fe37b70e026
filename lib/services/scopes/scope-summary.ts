// How a scope is shown to those who may know of it.

import 'server-only';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { toTypeId } from '@/lib/domain/ids';
import { parentKind } from '@/lib/domain/scope';
import type { Scope } from '@/lib/domain/scope';

export function scopeSummary(scope: Scope): ScopeSummary {
  const above = parentKind(scope.kind);
  return {
    id: toTypeId(scope.kind, scope.id),
    kind: scope.kind,
    slug: scope.slug,
    name: scope.name,
    path: scope.path,
    parentId: above && scope.parentId ? toTypeId(above, scope.parentId) : null,
  };
}
