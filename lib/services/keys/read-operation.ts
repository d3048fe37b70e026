// A key operation as it is shown: how far it is, and what was done in it.

import 'server-only';
import type { KeyOperationView } from '@/lib/contracts/keys';
import { listEventsOf } from '@/lib/db/audit/audit';
import { findOpenOperation, findOperation, listOperations } from '@/lib/db/keys/key-operations';
import type { KeyOperationRow } from '@/lib/db/keys/key-operations';
import { listRootKeyWraps } from '@/lib/db/keys/root-keys';
import { listOldKeys } from '@/lib/db/keys/reencryption';
import { countRunners } from '@/lib/db/workers/worker-list';
import type { Reader } from '@/lib/db/connection/transaction';
import { notFound } from '@/lib/domain/errors';
import { fromTypeId, toTypeId } from '@/lib/domain/ids';
import type { Context, Installation } from '../context';
import { serverKeysOf } from '../deliveries/server-key';
import { holderOf, requireKeyManager } from './operations/require-key-manager';

type Reencryption = NonNullable<KeyOperationView['reencryption']>;

const KEYS_SHOWN_MAX = 200;
const OPERATIONS_PER_PAGE = 20;

/** Needs `keys:manage`. The open operation, or null. */
export async function readOpenOperation(ctx: Context): Promise<KeyOperationView | null> {
  await requireKeyManager(ctx);
  const row = await findOpenOperation(ctx.installation.database.prisma);
  return row && viewOf(ctx, row);
}

/** Needs `keys:manage`. `id` is a TypeID; throws 404. */
export async function readKeyOperation(ctx: Context, id: string): Promise<KeyOperationView> {
  await requireKeyManager(ctx);
  const uuid = fromTypeId(['operation'], id);
  const row = uuid && (await findOperation(ctx.installation.database.prisma, uuid));
  if (!row) throw notFound('That key operation');
  return viewOf(ctx, row);
}

/** Needs `keys:manage`. Newest first; `next` is the instant that the following page begins before. */
export async function listKeyOperations(
  ctx: Context,
  before?: string,
): Promise<{ items: KeyOperationView[]; next: string | null }> {
  await requireKeyManager(ctx);
  const rows = await listOperations(ctx.installation.database.prisma, {
    before: before === undefined ? undefined : new Date(before),
    limit: OPERATIONS_PER_PAGE + 1,
  });
  const shown = rows.slice(0, OPERATIONS_PER_PAGE);
  const items: KeyOperationView[] = [];
  for (const row of shown) items.push(await viewOf(ctx, row));
  const more = rows.length > OPERATIONS_PER_PAGE;
  return { items, next: more ? (shown.at(-1)?.startedAt.toISOString() ?? null) : null };
}

async function viewOf(ctx: Context, row: KeyOperationRow): Promise<KeyOperationView> {
  const { prisma } = ctx.installation.database;
  const { heldById, heldBy } = holderOf(ctx);
  const events = await listEventsOf(prisma, ctx.installation.id, row.id);
  return {
    id: toTypeId('operation', row.id),
    cause: row.cause,
    depths: [...row.depths],
    state: row.state,
    changeNumber: row.changeNumber,
    from: row.fromFingerprint,
    to: row.toFingerprint,
    startedAt: row.startedAt.toISOString(),
    startedBy: row.startedBy,
    heldBy: row.heldBy,
    heldByYou: row.heldById === heldById && row.heldBy === heldBy,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    finishedBy: row.finishedBy,
    master: await masterStep(prisma, row),
    reencryption: row.toRootId ? await reencryptionOf(ctx.installation, row) : null,
    steps: events.map((event) => ({
      action: event.action,
      at: event.at.toISOString(),
      by: event.by,
      number: event.number.toString(),
    })),
  };
}

async function masterStep(
  reader: Reader,
  row: KeyOperationRow,
): Promise<KeyOperationView['master']> {
  if (!row.toFingerprint) return 'none';
  if (row.state !== 'open') return row.state === 'finished' ? 'finished' : 'none';
  const wraps = await listRootKeyWraps(reader, row.toRootId ?? row.fromRootId);
  const states = wraps.map((wrap) => wrap.state);
  if (states.includes('staged')) return 'staged';
  if (states.includes('retained')) return 'promoted';
  return wraps[0]?.masterFingerprint === row.toFingerprint ? 'finished' : 'none';
}

/** What runners have to pin before the old keys go. A key that does not open is told where it is used. */
async function runnersOf(installation: Installation): Promise<Reencryption['runners']> {
  const { delivered, workers } = await countRunners(installation.database.prisma);
  if (!delivered || !installation.keys.unlocked) return null;
  const keys = await serverKeysOf(installation).catch(() => null);
  return keys?.next ? { pin: keys.pin, next: keys.next, workers } : null;
}

async function reencryptionOf(
  installation: Installation,
  row: KeyOperationRow,
): Promise<Reencryption> {
  const old = await listOldKeys(installation.database.prisma, row.fromRootId);
  const sum = (count: (key: (typeof old)[number]) => number) =>
    old.reduce((total, key) => total + count(key), 0);
  return {
    total: row.valuesTotal ?? 0,
    remaining: sum((key) => key.remaining),
    unreadable: sum((key) => key.unreadable),
    paused: row.pausedAt !== null,
    retired: row.state === 'finished',
    runners: row.state === 'open' ? await runnersOf(installation) : null,
    keys: old
      .filter((key) => key.remaining + key.unreadable > 0)
      .slice(0, KEYS_SHOWN_MAX)
      .map(({ purpose, path, remaining, unreadable }) => ({
        purpose,
        path,
        remaining,
        unreadable,
      })),
  };
}
