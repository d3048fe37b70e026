// How far a change of the JWT secret is: told by what nodes and sessions report, not by a stored state.

import 'server-only';
import type { JwtStatus } from '@/lib/contracts/jwt';
import { listEventsNamed, type ToldEvent } from '@/lib/db/audit/audit';
import { listLiveNodes } from '@/lib/db/keys/nodes';
import { countLiveSessionsByKid } from '@/lib/db/people/sessions';
import { JWT_ACTIONS, jwtStep } from '@/lib/domain/jwt-rotation';
import type { Context } from '../../context';
import { SESSION_IDLE_HOURS_MAX } from '../../sessions/prepare-session';
import { requireKeyManager } from '../operations/require-key-manager';
import { otherNodes } from './other-nodes';

const HISTORY_MAX = 100;

/** Needs `keys:manage`. Works while the console is locked. */
export async function readJwtStatus(ctx: Context): Promise<JwtStatus> {
  await requireKeyManager(ctx);
  const { database, jwt, id } = ctx.installation;
  const counts = await countLiveSessionsByKid(database.prisma, SESSION_IDLE_HOURS_MAX);
  const live = await listLiveNodes(database.prisma);
  const { current, previous } = jwt;
  const old = previous && counts.get(previous.kid);
  const facts = {
    current: { kid: current.kid, sessions: counts.get(current.kid)?.sessions ?? 0 },
    previous: previous && {
      kid: previous.kid,
      source: previous.source,
      sessions: old?.sessions ?? 0,
      lastEndsAt: old?.lastEndsAt.toISOString() ?? null,
    },
    nodes: live.map((node) => ({
      host: node.host,
      pid: node.pid,
      startedAt: node.startedAt.toISOString(),
      current: node.jwtFingerprint,
      previous: node.jwtPrevious,
    })),
  };
  const events = await listEventsNamed(database.prisma, id, JWT_ACTIONS, HISTORY_MAX);
  return {
    ...facts,
    source: jwt.source,
    signs: jwt.signer.kid,
    rotatesItself:
      jwt.source === 'config/jwt.secret' && otherNodes(ctx.installation, live).length === 0,
    step: jwtStep(facts),
    history: events.map(toChange),
  };
}

function toChange({ action, at, by, number, details }: ToldEvent): JwtStatus['history'][number] {
  const text = (name: string) => (typeof details[name] === 'string' ? details[name] : null);
  const ended = details['sessionsEnded'];
  return {
    action: action as JwtStatus['history'][number]['action'],
    at: at.toISOString(),
    by,
    number: number.toString(),
    kid: text('kid') ?? '',
    previousKid: text('previousKid'),
    changeNumber: text('changeNumber'),
    verification: text('verification'),
    sessionsEnded: typeof ended === 'number' ? ended : null,
  };
}
