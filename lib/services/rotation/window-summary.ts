// Rotation windows as they are shown and as they are recorded.

import 'server-only';
import type { RotationWindow } from '@/lib/contracts/rotation';
import type { WindowRow } from '@/lib/db/rotation/windows';
import { toTypeId } from '@/lib/domain/ids';
import { windowState } from '@/lib/domain/rotation-window';
import type { Scope } from '@/lib/domain/scope';
import type { Reach } from '../access/effective-permissions';
import type { Context } from '../context';
import { mayLookAfter, maySignFor } from './window-rights';

/** Asked for at `scope`, which is where it was set or below that. */
export function windowSummary(
  ctx: Context,
  row: WindowRow,
  scope: Pick<Scope, 'id' | 'lineage'>,
  reach: Reach,
): RotationWindow {
  const { actor } = ctx;
  const lineage = scope.lineage.slice(0, scope.lineage.indexOf(row.scopeId) + 1);
  const state = windowState(row, row.now);
  const isAnother = actor.kind === 'user' && actor.id !== row.setById;
  return {
    id: toTypeId('window', row.id),
    scope: { kind: row.kind, id: toTypeId(row.kind, row.scopeId), path: row.path },
    inherited: row.scopeId !== scope.id,
    key: row.key,
    type: row.type,
    subject: row.subject,
    days: row.days,
    looser: row.looser,
    state,
    reason: row.reason,
    setAt: row.setAt.toISOString(),
    setBy: row.setBy,
    signedAt: row.signedAt?.toISOString() ?? null,
    signedBy: row.signedBy,
    endsAt: row.endsAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    endedBy: row.endedBy,
    maySign: state === 'asked' && isAnother && maySignFor(reach, { lineage }, row),
    mayEnd: ['asked', 'holds'].includes(state) && mayLookAfter(reach, { lineage }, row),
  };
}

/** What its events say of it. */
export function windowFacts(row: WindowRow, scope: Pick<Scope, 'kind' | 'id' | 'path'>) {
  const { days, type, subject, looser, reason } = row;
  const of = row.key ?? type ?? subject ?? 'every type';
  const secret = row.secretId && row.key ? { id: row.secretId, name: row.key } : undefined;
  return {
    window: { id: row.id, name: `${days} days for ${of}` },
    scope,
    ...(secret ? { secret } : {}),
    type,
    subject,
    days,
    looser,
    reason,
    endsAt: row.endsAt?.toISOString() ?? null,
  };
}
