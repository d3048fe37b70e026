// What was refused again within a minute joins its log as a count, once that minute is over.

import 'server-only';
import { listFinishedDenials, takeFinishedDenials } from '@/lib/db/audit/denials';
import type { FinishedDenials } from '@/lib/db/audit/denials';
import type { Actor } from '@/lib/domain/actor';
import type { AuditEvent } from '@/lib/domain/audit-event';
import { systemContext } from '../context';
import type { Context, Installation } from '../context';
import { log } from '../log';
import { recorded } from '../recorded';
import { repeating } from '../repeating';

const BATCH = 500;
const LOOK_MS = 20_000;

/** Answers with a function that stops it. Never throws: what is counted stays until it is told. */
export function keepDenials(installation: Installation): () => Promise<void> {
  return repeating(LOOK_MS, async () => {
    try {
      await recordFinishedDenials(installation);
    } catch (error) {
      log.warn({ err: error }, 'refusals could not be told; they are later');
    }
  });
}

/** Every node may run it at once. While the console is locked they stay counted. */
export async function recordFinishedDenials(installation: Installation): Promise<void> {
  if (!installation.keys.unlocked) return;
  const ctx = systemContext(installation, 'refusals');
  for (const chainId of await listFinishedDenials(installation.database.prisma)) {
    while ((await recordBatch(ctx, chainId)) === BATCH);
  }
}

async function recordBatch(ctx: Context, chainId: string): Promise<number> {
  const own = chainId === ctx.installation.id;
  const taken = await recorded(
    ctx,
    (tx) => takeFinishedDenials(tx, chainId, BATCH),
    (rows) => {
      const more = rows.filter(({ count }) => count > 1);
      return {
        in: own ? 'installation' : { organizationId: chainId },
        events: more.map(eventOf),
        by: more.map(({ told }) => told.actor as Actor),
      };
    },
  );
  return taken.length;
}

/** The first of them is an event already. */
function eventOf({ told, count, minute }: FinishedDenials): AuditEvent {
  const event = { ...told.event, count: count - 1, minute: minute.toISOString() };
  return event as Extract<AuditEvent, { minute?: string }>;
}
