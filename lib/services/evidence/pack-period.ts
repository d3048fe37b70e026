// The evidence of a period: every rotation and leak case that was closed in it, and what was put off or loosened.

import 'server-only';
import type { EvidencePeriodQuery } from '@/lib/contracts/evidence';
import { listEventsWithin, listProofsWithin } from '@/lib/db/evidence/evidence-events';
import type { AuditAction } from '@/lib/domain/audit-event';
import { PERIOD_PROOFS_MAX } from '@/lib/domain/evidence';
import { ruleBroken } from '@/lib/domain/errors';
import { anyKind, authorize, PLATFORM_SCOPE } from '../access/authorize';
import type { Context } from '../context';
import { readOutlook } from '../rotation/read-outlook';
import { makePack, PACK_EVENTS_MAX } from './make-pack';
import type { MadePack } from './make-pack';

const ACTIONS: readonly AuditAction[] = [
  'rotation_run.closed',
  'rotation_run.abandoned',
  'leak_case.opened',
  'leak_case.contained',
  'leak_case.closed',
  'rotation_window.signed',
  'rotation.snoozed',
];

/**
 * Needs `audit:read` on the scope, or on the organization where none is given. Throws 422 for a time that ends before
 * it begins and for more than 500 proofs, and as `makePack`.
 */
export async function packPeriod(ctx: Context, query: EvidencePeriodQuery): Promise<MadePack> {
  const reference = query.scope === undefined ? PLATFORM_SCOPE : anyKind(query.scope);
  const scope = await authorize(ctx, reference, 'audit:read');
  const [from, to] = [new Date(query.from), new Date(query.to)];
  if (from >= to) throw ruleBroken('/to', 'period', 'Let it end after it begins.');
  const { prisma } = ctx.installation.database;
  const within = { from, to, scopeId: scope.id };
  const proofs = await listProofsWithin(prisma, within, PERIOD_PROOFS_MAX + 1);
  if (proofs.length > PERIOD_PROOFS_MAX) {
    const message = `At most ${PERIOD_PROOFS_MAX} proofs are in one pack. Choose a shorter time or a narrower scope.`;
    throw ruleBroken('/from', 'too_many', message);
  }
  const limit = PACK_EVENTS_MAX + 1;
  const { counts } = await readOutlook(ctx, { scope: query.scope });
  return makePack(ctx, {
    name: `evidence-${query.from.slice(0, 10)}-${query.to.slice(0, 10)}`,
    kind: 'period',
    scope,
    period: { from: from.toISOString(), to: to.toISOString() },
    standing: counts,
    proofs,
    events: await listEventsWithin(prisma, scope.organizationId, within, ACTIONS, limit),
  });
}
