// The sessions a person has open, on whatever browser.

import 'server-only';
import type { SessionSummary } from '@/lib/contracts/account';
import { listLiveSessions } from '@/lib/db/people/sessions';
import { toTypeId } from '@/lib/domain/ids';
import type { OwnContext } from '../context';
import { SESSION_IDLE_HOURS_MAX } from './prepare-session';

/** Those of the asking person only, the one last used first. */
export async function listSessions(ctx: OwnContext): Promise<SessionSummary[]> {
  const { prisma } = ctx.installation.database;
  const rows = await listLiveSessions(prisma, ctx.actor.id, seenAfterOfLiveSessions());
  return rows.map((row) => ({
    id: toTypeId('session', row.id),
    userAgent: row.userAgent,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    current: row.id === ctx.actor.sessionId,
  }));
}

/** A session that was not used since then is over. */
export function seenAfterOfLiveSessions(): Date {
  return new Date(Date.now() - SESSION_IDLE_HOURS_MAX * 3_600_000);
}
