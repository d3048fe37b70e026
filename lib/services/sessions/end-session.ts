// Sign-out: the session ends in the database, so its cookie is worth nothing at once.

import 'server-only';
import { revokeSession } from '@/lib/db/people/sessions';
import type { UserActor } from '@/lib/domain/actor';
import type { Installation } from '../context';
import { recordedOrPended } from '../recorded';

export async function endSession(installation: Installation, actor: UserActor): Promise<void> {
  const ctx = { installation, actor, requestId: actor.sessionId };
  const event = { action: 'session.ended', user: { id: actor.id, name: actor.email } } as const;
  await recordedOrPended(
    ctx,
    (tx) => revokeSession(tx, actor.sessionId),
    () => ({ in: actor, events: [event] }),
  );
}
