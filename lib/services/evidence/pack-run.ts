// The evidence of one guided rotation: what it proved when it was closed, and the events that tell it.

import 'server-only';
import { listEventsAbout } from '@/lib/db/evidence/evidence-events';
import { listRunItems } from '@/lib/db/rotation-runs/run-items';
import { findProof } from '@/lib/db/rotation-runs/runs';
import { toTypeId } from '@/lib/domain/ids';
import type { Context } from '../context';
import { findRun } from '../rotation-runs/find-run';
import { runConflict } from '../rotation-runs/run-events';
import { makePack, PACK_EVENTS_MAX } from './make-pack';
import type { MadePack } from './make-pack';
import { readableSecrets } from './readable-secrets';

/**
 * Needs `secrets:list`, by which the page of the rotation shows what its own events tell; events about its secrets are
 * added where `audit:read` is held on each of their scopes. Throws 409 `run_open`, and as `makePack`.
 */
export async function packRun(ctx: Context, named: string): Promise<MadePack> {
  const { row, scope } = await findRun(ctx, named, 'secrets:list');
  ctx.installation.keys.requireUnlocked();
  const { prisma } = ctx.installation.database;
  const proof = await findProof(prisma, row.id);
  if (proof === null) {
    const message = 'This rotation proves nothing yet: close it first.';
    throw runConflict('run_open', message);
  }
  const readable = await readableSecrets(ctx, await listRunItems(prisma, row.id), scope);
  const about = { targetId: row.id, secretIds: readable };
  const limit = PACK_EVENTS_MAX + 1;
  return makePack(ctx, {
    name: `evidence-${toTypeId('rotationRun', row.id)}`,
    kind: 'rotation',
    scope,
    proofs: [{ kind: 'rotation', id: row.id, title: row.title, proof }],
    events: await listEventsAbout(prisma, scope.organizationId, about, limit),
    eventsLeftOut: readable.length < row.items.length,
  });
}
