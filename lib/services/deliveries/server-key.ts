// The installation's keys that sign bundles: made when first asked for, and told to whoever pins them.

import 'server-only';
import type { ServerKeys } from '@/lib/contracts/delivery';
import { deliverySigner } from '@/lib/crypto/server-key';
import type { DeliverySigner } from '@/lib/crypto/server-key';
import { listKeysOldestFirst } from '@/lib/db/keys/data-keys';
import { systemContext } from '../context';
import type { Context, Installation } from '../context';
import { recorded } from '../recorded';

export interface Signers {
  /** Signs bundles: the oldest key there is, which runners have pinned. */
  readonly current: DeliverySigner;
  /** Signs once the current one is deleted with its root key; null where no change of keys is under way. */
  readonly next: DeliverySigner | null;
}

/**
 * The database is asked each time: another node may have deleted a key that this one has in memory.
 * Throws `locked` while the console is.
 */
export async function readSigners(installation: Installation): Promise<Signers> {
  const { id, keys, database } = installation;
  keys.requireUnlocked();
  const ring = { ownerId: id, purpose: 'delivery-sign' } as const;
  const rows = await listKeysOldestFirst(database.prisma, ring);
  const [oldest, head] = [rows[0], rows.at(-1)];
  if (!oldest || !head) {
    const [key] = await recorded(
      systemContext(installation, 'delivery'),
      (tx) => keys.sealing(tx, [ring]),
      () => ({ in: 'installation', events: [] }),
    );
    return { current: deliverySigner(key!), next: null };
  }
  const current = deliverySigner(await keys.unwrap(database.prisma, oldest));
  if (head === oldest) return { current, next: null };
  return { current, next: deliverySigner(await keys.unwrap(database.prisma, head)) };
}

/** As runners pin them. Throws `locked` while the console is. */
export async function serverKeysOf(installation: Installation): Promise<ServerKeys> {
  const { current, next } = await readSigners(installation);
  const both = next ? [current, next] : [current];
  return {
    current: current.serverKey,
    next: next?.serverKey ?? null,
    pin: both.map(({ serverKey }) => serverKey).join(','),
  };
}

/** For anybody who is signed in or has a token: they are public. */
export async function readServerKey({ installation }: Context): Promise<ServerKeys> {
  return serverKeysOf(installation);
}
