// The installation's key that signs bundles: made when it is first asked for, and told to whoever pins it.

import 'server-only';
import type { ServerKeys } from '@/lib/contracts/delivery';
import { deliverySigner } from '@/lib/crypto/server-key';
import type { DeliverySigner } from '@/lib/crypto/server-key';
import { findKeyHeads } from '@/lib/db/keys/data-keys';
import { systemContext } from '../context';
import type { Context, Installation } from '../context';
import { recorded } from '../recorded';

/** Throws `locked` while the console is. */
export async function readSigner(installation: Installation): Promise<DeliverySigner> {
  const { id, keys, database } = installation;
  keys.requireUnlocked();
  const ring = { ownerId: id, purpose: 'delivery-sign' } as const;
  const [head] = await findKeyHeads(database.prisma, [ring]);
  if (head) return deliverySigner(await keys.unwrap(database.prisma, head));
  const [key] = await recorded(
    systemContext(installation, 'delivery'),
    (tx) => keys.sealing(tx, [ring]),
    () => ({ in: 'installation', events: [] }),
  );
  return deliverySigner(key!);
}

/** As runners pin it, for anybody who is signed in or has a token: it is public. */
export async function readServerKey({ installation }: Context): Promise<ServerKeys> {
  return { current: (await readSigner(installation)).serverKey };
}
