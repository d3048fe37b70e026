// The evidence of one leak case: what it proved when it was closed, and the events that tell it.

import 'server-only';
import { listEventsAbout } from '@/lib/db/evidence/evidence-events';
import { fieldConflict } from '@/lib/domain/field-conflict';
import { toTypeId } from '@/lib/domain/ids';
import type { Context } from '../context';
import { findLeak } from '../leaks/find-leak';
import { readableSecrets } from './readable-secrets';
import { makePack, PACK_EVENTS_MAX } from './make-pack';
import type { MadePack } from './make-pack';

/** Needs `leaks:manage`: a case tells of apps and people beyond the secret. Throws 409 `leak_open`, and as `makePack`. */
export async function packLeak(ctx: Context, named: string): Promise<MadePack> {
  const { row, scope } = await findLeak(ctx, named, 'leaks:manage');
  ctx.installation.keys.requireUnlocked();
  const { id, name, proof, secretId } = row;
  if (proof === null) {
    const message = 'This case proves nothing yet: close it first.';
    throw fieldConflict('', 'leak_open', message);
  }
  const { prisma } = ctx.installation.database;
  const readable = await readableSecrets(ctx, [{ secretId, scopeId: scope.id }], scope);
  const about = { targetId: id, secretIds: readable };
  return makePack(ctx, {
    name: `evidence-${toTypeId('leakCase', id)}`,
    kind: 'leak',
    scope,
    proofs: [{ kind: 'leak', id, title: name, proof }],
    events: await listEventsAbout(prisma, scope.organizationId, about, PACK_EVENTS_MAX + 1),
    eventsLeftOut: readable.length === 0,
  });
}
