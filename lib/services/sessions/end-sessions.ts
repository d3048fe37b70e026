// A person ends own sessions from afar: one of them, or every one everywhere.

import 'server-only';
import { raiseEpoch } from '@/lib/db/people/members';
import { revokeSessionsOf } from '@/lib/db/people/sessions';
import { notFound } from '@/lib/domain/errors';
import { fromTypeId } from '@/lib/domain/ids';
import type { OwnContext } from '../context';
import { recordedOrPended } from '../recorded';

/** Throws 404 when the person has no such session alive. */
export async function endOwnSession(ctx: OwnContext, typeId: string): Promise<void> {
  const id = fromTypeId(['session'], typeId);
  const { actor } = ctx;
  const user = { id: actor.id, name: actor.email };
  await recordedOrPended(
    ctx,
    async (tx) => {
      if (id && (await revokeSessionsOf(tx, actor.id, { id })) === 1) return;
      throw notFound('That session');
    },
    () => ({ in: actor, events: [{ action: 'session.ended', user }] }),
  );
}

/** The own one too. The epoch is raised, so that a session which begins at this moment ends as well. */
export async function endAllSessions(ctx: OwnContext): Promise<void> {
  const { actor } = ctx;
  const user = { id: actor.id, name: actor.email };
  await recordedOrPended(
    ctx,
    async (tx) => {
      await raiseEpoch(tx, actor.id);
      return revokeSessionsOf(tx, actor.id);
    },
    (count) => ({ in: actor, events: [{ action: 'sessions.ended', user, count }] }),
  );
}
