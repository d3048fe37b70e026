// How a machine token is shown: all but its text, which nobody has any more.

import 'server-only';
import type { TokenSummary } from '@/lib/contracts/token';
import type { TokenRow } from '@/lib/db/people/tokens';
import { toTypeId } from '@/lib/domain/ids';
import { isPermission } from '@/lib/domain/permissions';

export function tokenSummary(row: TokenRow): TokenSummary {
  return {
    id: toTypeId('token', row.id),
    name: row.name,
    scope: {
      kind: row.scope.kind,
      id: toTypeId(row.scope.kind, row.scope.id),
      path: row.scope.path,
    },
    permissions: row.permissions.filter(isPermission),
    namePatterns: row.namePatterns,
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdBy.email,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    replacedBy: row.replacedById ? toTypeId('token', row.replacedById) : null,
  };
}
