// Gives every ring that still seals under an old root key a new key, some owners at a time.

import 'server-only';
import { newDataKey, wrapDataKey } from '@/lib/crypto/data-key';
import { isRingPurpose } from '@/lib/crypto/data-key';
import { takeKeyHeads } from '@/lib/db/keys/data-keys';
import { findRootHead } from '@/lib/db/keys/root-keys';
import { insertNextKeys, listRingsUnder } from '@/lib/db/keys/reencryption';
import { KeystowError } from '@/lib/domain/errors';
import { newUuid } from '@/lib/domain/ids';
import type { Context } from '../../context';
import { recorded } from '../../recorded';

/** Short enough that a writer who waits for it notices nothing. */
const OWNERS_AT_ONCE = 50;

/** Answers how many rings were given a new key; 0 when none is left under `oldRootId`. */
export async function flipRings(ctx: Context, oldRootId: string): Promise<number> {
  const { keys, database, id: installationId } = ctx.installation;
  const first = await listRingsUnder(database.prisma, oldRootId, OWNERS_AT_ONCE);
  if (first.length === 0) return 0;
  const owners = [...new Set(first.map((ring) => ring.ownerId))];
  return recorded(
    ctx,
    async (tx) => {
      await takeKeyHeads(tx, owners);
      const rings = (await listRingsUnder(tx, oldRootId, OWNERS_AT_ONCE)).filter((ring) =>
        owners.includes(ring.ownerId),
      );
      const head = await findRootHead(tx);
      if (!head || head.rootId === oldRootId) {
        throw new KeystowError('tampered', 'The old root key is in force again.');
      }
      const root = await keys.rootOf(tx, head.rootId);
      const next = rings.map(({ ownerId, purpose }) => {
        if (!isRingPurpose(purpose)) throw new KeystowError('tampered', 'A ring has no purpose.');
        const key = newDataKey({ id: newUuid(), ownerId, purpose, rootId: root.id });
        const wrapped = wrapDataKey(root, key, installationId);
        return { id: key.id, ownerId, purpose, rootId: root.id, wrapped };
      });
      if (next.length > 0) await insertNextKeys(tx, next);
      return next.length;
    },
    () => ({ in: 'installation', events: [] }),
  );
}
