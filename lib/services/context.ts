// What every service is given: the installation it works on, who asks, and the request's id.

import 'server-only';
import type { Env } from '@/lib/env';
import type { Database } from '@/lib/db/database';
import type { Actor, Member } from '@/lib/domain/actor';
import { KeystowError } from '@/lib/domain/errors';
import type { JwtSecrets } from './keys/jwt-secrets';
import type { KeyRing } from './keys/key-ring';

/** One console on one database. */
export interface Installation {
  readonly id: string;
  readonly env: Env;
  readonly database: Database;
  readonly keys: KeyRing;
  readonly jwt: JwtSecrets;
}

export interface Context {
  readonly installation: Installation;
  readonly actor: Actor;
  readonly requestId: string;
}

/** The actor as a member of an organization. The console itself is none: 401. */
export function memberOf(ctx: Context): Member {
  if (ctx.actor.kind === 'system') throw new KeystowError('unauthenticated');
  return ctx.actor;
}

/** The console acting on its own behalf. */
export function systemContext(installation: Installation, name: string): Context {
  return { installation, actor: { kind: 'system', name }, requestId: name };
}

/** The address people know this console by: `BASE_URL`, or loopback while it is unset. No slash at the end. */
export function ownOrigin({ env }: Installation): string {
  return env.baseUrl ?? `http://localhost:${env.port}`;
}
