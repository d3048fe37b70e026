// Looks every minute whether an open leak case is contained: nobody has to come by for that to be known.

import 'server-only';
import { listUncontained, lockLeakRow } from '@/lib/db/leaks/leak-cases';
import type { LeakRow } from '@/lib/db/leaks/leak-cases';
import { systemContext } from '../context';
import type { Installation } from '../context';
import { log } from '../log';
import { recorded } from '../recorded';
import { repeating } from '../repeating';
import { containIn } from './contain-leak';
import { isRowContained } from './leak-facts';

const LOOK_MS = 60_000;
const LOOKED_AT_MAX = 500;

/** Answers with a function that stops it. Never throws: what was not said is said in the next minute. */
export function keepContainment(installation: Installation): () => Promise<void> {
  return repeating(LOOK_MS, async () => {
    try {
      await recordContained(installation);
    } catch (error) {
      log.warn({ err: error }, 'leak cases could not be looked at; they are in a minute');
    }
  });
}

export async function recordContained(installation: Installation): Promise<void> {
  if (!installation.keys.unlocked) return;
  const open = await listUncontained(installation.database.prisma, LOOKED_AT_MAX);
  for (const row of open.filter(isRowContained)) await recordOne(installation, row);
}

async function recordOne(installation: Installation, found: LeakRow): Promise<void> {
  const { organizationId, scopeId } = found;
  await recorded(
    systemContext(installation, 'leaks'),
    async (tx) => {
      const row = await lockLeakRow(tx, { id: scopeId, organizationId }, found.id);
      return row ? containIn(tx, row) : [];
    },
    (events) => ({ in: { organizationId }, events }),
  );
}
