// Records refusals: the first of a minute at once, the rest as a count, so a flood stays readable.

import 'server-only';
import { countDenial, takeFinishedDenials } from '@/lib/db/audit/denials';
import type { Member } from '@/lib/domain/actor';
import type { Permission } from '@/lib/domain/permissions';
import type { Scope } from '@/lib/domain/scope';
import { bookkeeping } from '../bookkeeping';
import type { Context } from '../context';
import { recordedOrPended } from '../recorded';

/** Does nothing visible to the caller; `scope` is null when the actor may not know of it. */
export async function recordDenial(
  ctx: Context,
  member: Member,
  permission: Permission,
  scope: Scope | null,
): Promise<void> {
  const actorKey = `${member.kind}:${member.id}`;
  const { count, earlier } = await bookkeeping(ctx.installation, async (tx) => ({
    count: await countDenial(tx, actorKey, member.organizationId),
    earlier: await takeFinishedDenials(tx, actorKey),
  }));
  const where = scope ? { kind: scope.kind, id: scope.id, path: scope.path } : null;
  const event = { action: 'access.denied', permission, scope: where } as const;
  const denials = [...(earlier > 0 ? [earlier] : []), ...(count === 1 ? [1] : [])];
  for (const times of denials) {
    await recordedOrPended(
      ctx,
      async () => undefined,
      () => ({ in: member, events: [{ ...event, count: times }] }),
    );
  }
}
