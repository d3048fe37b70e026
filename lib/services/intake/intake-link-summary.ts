// How an intake link is shown in the console: its progress, and no more names than the asker may list.

import 'server-only';
import type { IntakeLinkSummary } from '@/lib/contracts/intake';
import type { IntakeItemRow } from '@/lib/db/secrets/intake-items';
import type { IntakeLinkRow, IntakeSight } from '@/lib/db/secrets/intake-links';
import { toTypeId } from '@/lib/domain/ids';
import type { IntakeState } from '@/lib/domain/intake';
import { isWithinPatterns } from '@/lib/domain/name-pattern';

/** `rows` may hold items of other links. Unanswered ones of secrets that are gone are left out. */
export function intakeLinkSummary(
  link: IntakeLinkRow,
  rows: readonly IntakeItemRow[],
  sight: IntakeSight,
): IntakeLinkSummary {
  const items = rows.filter(
    (row) => row.linkId === link.id && (row.live || row.answeredAt !== null),
  );
  const answered = items.filter((row) => row.answeredAt !== null).length;
  return {
    id: toTypeId('link', link.id),
    label: link.label,
    note: link.note,
    createdAt: link.createdAt.toISOString(),
    createdBy: link.makerEmail,
    expiresAt: link.expiresAt.toISOString(),
    revokedAt: link.revokedAt?.toISOString() ?? null,
    state: stateOf(link, items.length - answered),
    asked: items.length,
    answered,
    items: items.map((row) => itemOf(row, mayList(sight, row))),
  };
}

function itemOf(row: IntakeItemRow, named: boolean): IntakeLinkSummary['items'][number] {
  return {
    id: named ? toTypeId('secret', row.secretId) : null,
    key: named ? row.name : null,
    path: named ? row.path : null,
    answeredAt: row.answeredAt?.toISOString() ?? null,
    version: row.version,
  };
}

function mayList({ listable, namePatterns }: IntakeSight, { lineage, name }: IntakeItemRow) {
  return (
    lineage.some((id) => listable.includes(id)) &&
    (namePatterns.length === 0 || isWithinPatterns(namePatterns, name))
  );
}

function stateOf(link: IntakeLinkRow, left: number): IntakeState {
  if (left === 0) return 'complete';
  if (link.revokedAt) return 'revoked';
  return link.expired || !link.makerActive ? 'expired' : 'open';
}
