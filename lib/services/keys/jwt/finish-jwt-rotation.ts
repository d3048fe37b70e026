// Ends a change of the JWT secret: the older one is accepted no longer, once no live session needs it.

import 'server-only';
import { hostname } from 'node:os';
import type { FinishJwt, JwtStatus } from '@/lib/contracts/jwt';
import { listLiveNodes, setNodeJwt } from '@/lib/db/keys/nodes';
import { countLiveSessionsByKid, revokeSessionsOfKid } from '@/lib/db/people/sessions';
import type { Tx } from '@/lib/db/connection/transaction';
import type { Context } from '../../context';
import { recorded } from '../../recorded';
import { SESSION_IDLE_HOURS_MAX } from '../../sessions/prepare-session';
import { loadJwtSecrets } from '../jwt-secrets';
import { refusal, requireKeyManager } from '../operations/require-key-manager';
import { removePreviousJwtFile } from './jwt-files';
import type { JwtSecrets } from './jwt-ring';
import { otherNodes } from './other-nodes';
import { readJwtStatus } from './read-jwt-status';

type Previous = NonNullable<JwtSecrets['previous']>;

/**
 * Needs `keys:manage` and an unlocked console. Throws 409 `sessions_live` while more sessions live under the older secret than
 * `endSessions` lets end, `deployed_elsewhere` where it comes from the environment. The event first,
 * then the file: cut off between them, the next start still accepts the secret and this is done again.
 */
export async function finishJwtRotation(ctx: Context, input: FinishJwt = {}): Promise<JwtStatus> {
  await requireKeyManager(ctx);
  const { installation } = ctx;
  const { jwt, env, keys } = installation;
  keys.requireUnlocked();
  const previous = await requireRemovable(ctx);
  await recorded(
    ctx,
    async (tx) => {
      const ended = await endSessions(tx, previous, input.endSessions ?? 0);
      const node = { host: hostname(), pid: process.pid };
      await setNodeJwt(tx, { ...node, jwtFingerprint: jwt.current.kid, jwtPrevious: null });
      return ended;
    },
    (sessionsEnded) => ({
      in: 'installation',
      events: [
        {
          action: 'jwt.previous_removed',
          kid: jwt.current.kid,
          previousKid: previous.kid,
          sessionsEnded,
          verification: input.verification ?? null,
        },
      ],
    }),
  );
  await removePreviousJwtFile(env);
  jwt.adopt(await loadJwtSecrets(env));
  return readJwtStatus(ctx);
}

async function requireRemovable({ installation }: Context): Promise<Previous> {
  const { previous } = installation.jwt;
  if (!previous) {
    throw refusal('nothing_to_finish', 'No older JWT secret is accepted any more.');
  }
  if (previous.source !== 'config/jwt.secret.previous') {
    throw refusal(
      'deployed_elsewhere',
      'The older secret comes from JWT_SECRET_PREVIOUS: take it away there, and restart each node.',
    );
  }
  const [other] = otherNodes(installation, await listLiveNodes(installation.database.prisma));
  if (!other) return previous;
  throw refusal(
    'several_nodes',
    `The node ${other.host} (process ${other.pid}) runs too, and would go on accepting the older secret. A command asks it with KEYSTOW_URL. If it is gone, try again in a minute.`,
  );
}

async function endSessions(tx: Tx, { kid }: Previous, allowed: number): Promise<number> {
  const live = (await countLiveSessionsByKid(tx, SESSION_IDLE_HOURS_MAX)).get(kid);
  if (live && live.sessions > allowed) {
    throw refusal(
      'sessions_live',
      `Live sessions that the older secret signed: ${live.sessions}. Used again, they move over; unused, the last of them ends at ${live.lastEndsAt.toISOString()}. To end them now, say that ${live.sessions} may end.`,
    );
  }
  return revokeSessionsOfKid(tx, kid, SESSION_IDLE_HOURS_MAX);
}
