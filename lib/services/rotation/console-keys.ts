// The keys of the console as the rotation board shows them: how old each is, its window, and whether it is put off.

import 'server-only';
import { readKeyAges } from '@/lib/db/rotation/key-ages';
import { listSubjectSnoozes } from '@/lib/db/rotation/snoozes';
import type { SnoozeRow } from '@/lib/db/rotation/snoozes';
import { listSubjectWindows } from '@/lib/db/rotation/windows';
import type { WindowRow } from '@/lib/db/rotation/windows';
import { dueAfter } from '@/lib/domain/rotation';
import { ROTATED_KEYS } from '@/lib/domain/rotation-keys';
import type { RotatedKey } from '@/lib/domain/rotation-keys';
import { effectiveWindow } from '@/lib/domain/rotation-window';
import type { EffectiveWindow } from '@/lib/domain/rotation-window';
import type { Context, Installation } from '../context';
import { knownSince } from '../managed/list-managed-secrets';

export interface ConsoleKey extends RotatedKey {
  readonly since: Date;
  readonly window: EffectiveWindow;
  /** The window that was set for it, where one holds. */
  readonly set: WindowRow | null;
  readonly dueAt: Date;
  readonly snooze: SnoozeRow | null;
}

/** Deep enough for what is set on the organization. */
const ORGANIZATION_DEPTH = 1;

/**
 * Those of `shown` whose age is known, by the windows of the organization. Console secrets have none
 * while the console is locked.
 */
export async function listConsoleKeys(
  installation: Installation,
  organizationId: string,
  shown: (key: RotatedKey) => boolean,
): Promise<ConsoleKey[]> {
  const keys = ROTATED_KEYS.filter(shown);
  if (keys.length === 0) return [];
  const { prisma } = installation.database;
  const [ages, since, windows, snoozes] = await Promise.all([
    readKeyAges(prisma),
    knownSince(
      installation,
      keys.flatMap(({ managed }) => managed ?? []),
    ),
    listSubjectWindows(prisma, organizationId),
    listSubjectSnoozes(prisma, organizationId),
  ]);
  const ageOf = ({ subject, managed }: RotatedKey) => {
    if (managed !== null) return since.get(managed) ?? null;
    return subject === 'master_key' ? ages.masterKeySince : ages.dataKeysSince;
  };
  return keys.flatMap((key) => {
    const from = ageOf(key);
    return from ? [judged(key, from, windows, snoozes)] : [];
  });
}

function judged(
  key: RotatedKey,
  since: Date,
  windows: readonly WindowRow[],
  snoozes: readonly SnoozeRow[],
): ConsoleKey {
  const own = windows.filter((one) => one.subject === key.subject);
  const window = windowOfKey(key, own);
  const set = window.by === 'window' ? (own.find(({ id }) => id === window.window) ?? null) : null;
  const snooze =
    snoozes.find((one) => one.subject === key.subject && one.snoozedAt >= since) ?? null;
  return { ...key, since, window, set, dueAt: dueAfter(since, window.days), snooze };
}

/** What holds for a key of the console by the live windows that name it. */
export function windowOfKey(
  { windowDays }: Pick<RotatedKey, 'windowDays'>,
  windows: readonly WindowRow[],
): EffectiveWindow {
  const limits = windows.map((row) => ({ ...row, depth: ORGANIZATION_DEPTH, general: false }));
  const now = windows[0]?.now ?? new Date(0);
  const left = effectiveWindow({ typeDays: windowDays, ownDays: null, limits }, now);
  return left ?? { days: windowDays, by: 'type' };
}

/** How many days hold for a key of the console, by the windows of whoever asks; by its own for the console itself. */
export async function readKeyWindowDays({ actor, installation }: Context, subject: string) {
  const key = ROTATED_KEYS.find((one) => one.subject === subject)!;
  if (actor.kind === 'system') return key.windowDays;
  const all = await listSubjectWindows(installation.database.prisma, actor.organizationId);
  return windowOfKey(
    key,
    all.filter((one) => one.subject === subject),
  ).days;
}
