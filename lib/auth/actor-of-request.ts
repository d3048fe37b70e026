// From the headers of a request to the actor behind it: a bearer token, or else a session's cookie.

import 'server-only';
import { parse } from 'hono/utils/cookie';
import type { Actor, UserActor } from '@/lib/domain/actor';
import type { Installation } from '@/lib/services/context';
import { readCallbackToken } from '@/lib/services/briefs/read-callback-token';
import { readSession } from '@/lib/services/sessions/read-session';
import { readToken } from '@/lib/services/tokens/read-token';
import { sessionCookie } from './session-cookie';
import { decodeSessionToken } from './session-token';

export interface RequestActor {
  readonly actor: Actor;
  /** `callback`: whoever runs a brief, whom only routes that say so let in. */
  readonly via: 'token' | 'callback' | 'session';
}

/** Null when nobody is behind the request. A bad bearer token never falls back to the cookie. */
export async function actorOfRequest(
  installation: Installation,
  headers: Headers,
): Promise<RequestActor | null> {
  const authorization = headers.get('authorization');
  if (authorization !== null) {
    const [scheme, text = ''] = authorization.split(' ', 2);
    if (scheme?.toLowerCase() !== 'bearer') return null;
    const actor = await readToken(installation, text);
    if (actor) return { actor, via: 'token' };
    const runner = await readCallbackToken(installation, text);
    return runner && { actor: runner, via: 'callback' };
  }
  const actor = await userOfCookies(installation, headers.get('cookie') ?? '');
  return actor && { actor, via: 'session' };
}

/** The signed-in person, from a Cookie header. */
export async function userOfCookies(
  installation: Installation,
  cookieHeader: string,
): Promise<UserActor | null> {
  const { name } = sessionCookie(installation.env);
  const text = parse(cookieHeader, name)[name];
  const claims = text ? await decodeSessionToken(installation, text) : null;
  return claims && readSession(installation, claims);
}
