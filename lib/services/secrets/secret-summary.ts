// How a secret is shown: everything but its value.

import 'server-only';
import type { SecretSummary } from '@/lib/contracts/secret';
import type { SecretListRow } from '@/lib/db/secret-list';
import { toTypeId } from '@/lib/domain/ids';
import type { Scope } from '@/lib/domain/scope';

export function secretSummary(row: SecretListRow, scope: Scope): SecretSummary {
  return {
    id: toTypeId('secret', row.id),
    key: row.name,
    version: row.currentVersion,
    fingerprint: row.displayTag ? Buffer.from(row.displayTag).toString('hex') : null,
    type: row.type,
    category: row.category,
    backend: row.backend,
    description: row.description,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    rotationWindowDays: row.rotationWindowDays,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    updatedBy: row.updatedBy ?? '',
    scope: { kind: scope.kind, id: toTypeId(scope.kind, scope.id), path: scope.path },
  };
}
