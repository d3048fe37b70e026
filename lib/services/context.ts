// What every service is given: the installation it works on, who asks, and the request's id.

import 'server-only';
import type { Env } from '@/lib/env';
import type { Database } from '@/lib/db/connection/database';
import type { Actor, Member, UserActor } from '@/lib/domain/actor';
import { KeystowError } from '@/lib/domain/errors';
import type { JwtRing } from './keys/jwt/jwt-ring';
import type { KeyRing } from './keys/key-ring';
import type { Configuration } from './managed/configuration';

/** One console on one database. */
export interface Installation {
  readonly id: string;
  /** As it is now: `configuration` may get another value at any time. */
  readonly env: Env;
  readonly configuration: Configuration;
  readonly database: Database;
  readonly keys: KeyRing;
  readonly jwt: JwtRing;
}

export interface Context {
  readonly installation: Installation;
  readonly actor: Actor;
  readonly requestId: string;
}

/** The actor as a member of an organization. The console itself and the holder of a link are none: 401. */
export function memberOf(ctx: Context): Member {
  const { actor } = ctx;
  if (actor.kind === 'user' || actor.kind === 'token') return actor;
  throw new KeystowError('unauthenticated');
}

/** A person asking, for what concerns the own account. */
export interface OwnContext extends Context {
  readonly actor: UserActor;
}

/** The context of a person. Throws 403 for a machine token, which has no account, 401 for the console itself. */
export function ownContext({ installation, actor, requestId }: Context): OwnContext {
  if (actor.kind === 'user') return { installation, actor, requestId };
  if (actor.kind !== 'token') throw new KeystowError('unauthenticated');
  throw new KeystowError('forbidden', 'A token has no account: sign in as a person.');
}

/** The console acting on its own behalf. */
export function systemContext(installation: Installation, name: string): Context {
  return { installation, actor: { kind: 'system', name }, requestId: name };
}

/** The address people know this console by: `BASE_URL`, or loopback while it is unset. No slash at the end. */
export function ownOrigin({ env }: Installation): string {
  return env.baseUrl ?? `http://localhost:${env.port}`;
}
