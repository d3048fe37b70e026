// Records refusals: the first of a minute at once, the rest as a count, so a flood stays readable.

import 'server-only';
import { countDenial } from '@/lib/db/audit/denials';
import { actorLabel } from '@/lib/domain/actor';
import type { Member } from '@/lib/domain/actor';
import type { Permission } from '@/lib/domain/permissions';
import type { Scope } from '@/lib/domain/scope';
import type { Context } from '../context';
import { recordedOrPended } from '../recorded';

/** Does nothing visible to the caller; `scope` is null when the actor may not know of it. */
export async function recordDenial(
  ctx: Context,
  member: Member,
  permission: Permission,
  scope: Scope | null,
): Promise<void> {
  const where = scope ? { kind: scope.kind, id: scope.id, path: scope.path } : null;
  const event = { action: 'access.denied', permission, scope: where } as const;
  const window = {
    chainId: member.organizationId,
    actorKey: `${member.kind}:${member.id}`,
    what: `${permission}:${scope?.id ?? ''}`,
    told: { event, actor: ctx.actor, by: actorLabel(ctx.actor) },
  };
  await recordedOrPended(
    ctx,
    (tx) => countDenial(tx, window),
    (count) => ({ in: member, events: count === 1 ? [{ ...event, count }] : [] }),
  );
}
