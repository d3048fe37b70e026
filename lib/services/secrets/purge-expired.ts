// Purges what has been in the bin for longer than it is kept, a batch per transaction.

import 'server-only';
import { shareKeyHeads } from '@/lib/db/keys/data-keys';
import { findExpired, lockStillExpired, purgeSecretRows } from '@/lib/db/secrets/secret-bin';
import type { BinAge, ExpiredSecret } from '@/lib/db/secrets/secret-bin';
import type { AuditEvent } from '@/lib/domain/audit-event';
import { systemContext } from '../context';
import type { Context, Installation } from '../context';
import { log } from '../log';
import { recorded } from '../recorded';
import { BIN_DAYS } from './bin-days';

const BATCH = 200;

/**
 * Answers how many secrets were purged; each has its audit event. Several nodes may run it at once.
 * `now` is this process's clock; where the database's is behind it, that one counts. An organization
 * whose audit log refuses events is logged and left for the next time: the others do not wait for it.
 */
export async function purgeExpired(
  installation: Installation,
  now: () => Date = () => new Date(),
): Promise<number> {
  const ctx = systemContext(installation, 'bin');
  const refused: string[] = [];
  for (let purged = 0; ;) {
    const age = { now: now(), days: BIN_DAYS };
    const batch = await findExpired(installation.database.prisma, age, refused, BATCH);
    const [first] = batch;
    if (!first) return purged;
    try {
      const done = await purgeBatch(ctx, batch, age);
      // None of a batch is left to purge when another node was faster: it goes on with the rest.
      if (done === 0) return purged;
      purged += done;
    } catch (error) {
      const { organizationId } = first;
      log.error({ err: error, organizationId }, 'the bin of an organization could not be emptied');
      refused.push(organizationId);
    }
  }
}

/** All of one organization, so that one audit head is locked. */
async function purgeBatch(
  ctx: Context,
  batch: readonly ExpiredSecret[],
  age: BinAge,
): Promise<number> {
  const organizationId = batch[0]!.organizationId;
  const purged = await recorded(
    ctx,
    async (tx) => {
      // Batches come in the order of their scopes, which is the order of these locks.
      for (const scopeId of new Set(batch.map((secret) => secret.scopeId))) {
        await shareKeyHeads(tx, scopeId);
      }
      const ids = await lockStillExpired(
        tx,
        batch.map((secret) => secret.id),
        age,
      );
      await purgeSecretRows(tx, ids);
      return batch.filter((secret) => ids.includes(secret.id));
    },
    (gone) => ({ in: { organizationId }, events: gone.map(eventOf) }),
  );
  return purged.length;
}

function eventOf(secret: ExpiredSecret): AuditEvent {
  return {
    action: 'secret.purged',
    secret: { id: secret.id, name: secret.name },
    scope: { kind: secret.scopeKind, id: secret.scopeId, path: secret.scopePath },
    versions: secret.latestVersion,
    state: 'destroyed',
  };
}
