// How a secret is shown: everything but its value.

import 'server-only';
import type { SecretSummary } from '@/lib/contracts/secret';
import type { SecretListRow } from '@/lib/db/secrets/secret-list';
import { toTypeId } from '@/lib/domain/ids';
import { dueOf } from '@/lib/domain/rotation';
import type { Scope } from '@/lib/domain/scope';
import { factsOfBackend } from './backend-facts';

export function secretSummary(row: SecretListRow, scope: Scope): SecretSummary {
  return {
    id: toTypeId('secret', row.id),
    key: row.name,
    version: row.currentVersion,
    fingerprint: row.displayTag ? Buffer.from(row.displayTag).toString('hex') : null,
    type: row.type,
    category: row.category,
    backend: row.backend,
    ...factsOfBackend(row),
    format: row.format,
    parts: [...(row.parts ?? [])],
    delivery: row.delivery,
    description: row.description,
    owner: ownerOf(row),
    tags: [...row.tags],
    aliasOf: row.aliasOfId
      ? {
          id: toTypeId('secret', row.aliasOfId),
          key: row.aliasOfName ?? '',
          path: row.aliasOfPath ?? '',
          deleted: row.aliasOfDeleted ?? false,
        }
      : null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    rotationWindowDays: row.rotationWindowDays,
    ...ageOf(row),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    updatedBy: row.updatedBy ?? '',
    sealedAt: row.sealedAt?.toISOString() ?? null,
    lostAt: row.lostAt?.toISOString() ?? null,
    scope: { kind: scope.kind, id: toTypeId(scope.kind, scope.id), path: scope.path },
  };
}

/** As the rotation board says; an alias has no value that could get old. */
function ageOf(row: SecretListRow): Pick<SecretSummary, 'windowDays' | 'valueSince' | 'dueAt'> {
  const { valueSince: since, windowDays } = row;
  if (row.aliasOfId !== null || since === null) {
    return {
      windowDays: row.aliasOfId === null ? windowDays : null,
      valueSince: null,
      dueAt: null,
    };
  }
  const due = dueOf({ since, windowDays, expiresAt: row.expiresAt, lostAt: row.lostAt });
  return { windowDays, valueSince: since.toISOString(), dueAt: due?.toISOString() ?? null };
}

/** Who answers for it, as everybody may see it. */
export function ownerOf(
  row: Pick<SecretListRow, 'ownerUserId' | 'ownerTeamId' | 'ownerName'>,
): SecretSummary['owner'] {
  const name = row.ownerName ?? '';
  if (row.ownerUserId) return { kind: 'person', id: toTypeId('user', row.ownerUserId), name };
  if (row.ownerTeamId) return { kind: 'team', id: toTypeId('team', row.ownerTeamId), name };
  return null;
}
