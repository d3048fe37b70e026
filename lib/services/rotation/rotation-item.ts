// One row of the rotation board as it is shown.

import 'server-only';
import type { RotationItem, RotationSnooze } from '@/lib/contracts/rotation';
import type { BoardRow } from '@/lib/db/rotation/rotation-board';
import type { SnoozeRow } from '@/lib/db/rotation/snoozes';
import { toTypeId } from '@/lib/domain/ids';
import { PLATFORM } from '@/lib/domain/scope';
import { ownerOf } from '../secrets/secret-summary';
import type { ConsoleKey } from './console-keys';

export function rotationItem(
  row: BoardRow,
  keys: readonly ConsoleKey[],
  organizationId: string,
): RotationItem {
  const key = row.isKey ? keys.find(({ subject }) => subject === row.id) : undefined;
  return key ? keyItem(row, key, organizationId) : secretItem(row);
}

function keyItem(row: BoardRow, key: ConsoleKey, organizationId: string): RotationItem {
  const { window, set } = key;
  return {
    id: key.subject,
    key: key.name,
    subject: key.subject,
    scope: {
      kind: 'organization',
      id: toTypeId('organization', organizationId),
      path: PLATFORM,
    },
    type: null,
    windowDays: window.days,
    origin: {
      by: window.by,
      window: set && toTypeId('window', set.id),
      path: set && PLATFORM,
      looser: set?.looser ?? false,
    },
    since: key.since.toISOString(),
    ageDays: row.ageDays,
    dueAt: key.dueAt.toISOString(),
    cause: 'age',
    status: row.status,
    owner: null,
    dependents: { aliases: 0, workers: 0 },
    snooze: key.snooze && snoozeView(key.snooze),
    wizard: key.page,
    run: null,
  };
}

function secretItem(row: BoardRow): RotationItem {
  return {
    id: toTypeId('secret', row.id),
    key: row.name!,
    subject: null,
    scope: { kind: row.kind!, id: toTypeId(row.kind!, row.scopeId!), path: row.path! },
    type: row.type,
    windowDays: row.windowDays,
    origin: originOf(row),
    since: row.since!.toISOString(),
    ageDays: row.ageDays,
    dueAt: row.dueAt?.toISOString() ?? null,
    cause: row.cause,
    status: row.status,
    owner: ownerOf(row),
    dependents: { aliases: row.aliases, workers: row.workers },
    snooze: row.snoozed
      ? snoozeView({
          reason: row.snoozeReason!,
          until: row.snoozeUntil!,
          snoozedAt: row.snoozedAt!,
          snoozedBy: row.snoozedBy!,
        })
      : null,
    wizard: null,
    run: row.runId ? { id: toTypeId('rotationRun', row.runId), title: row.runTitle ?? '' } : null,
  };
}

function originOf(row: BoardRow): RotationItem['origin'] {
  if (row.windowDays === null) return null;
  if (row.byOwn) return { by: 'own', window: null, path: null, looser: false };
  if (row.windowId === null) return { by: 'type', window: null, path: null, looser: false };
  return {
    by: 'window',
    window: toTypeId('window', row.windowId),
    path: row.windowPath,
    looser: row.windowLooser ?? false,
  };
}

export function snoozeView(row: Omit<SnoozeRow, 'subject'>): RotationSnooze {
  return {
    until: row.until.toISOString(),
    reason: row.reason,
    snoozedAt: row.snoozedAt.toISOString(),
    snoozedBy: row.snoozedBy,
  };
}
