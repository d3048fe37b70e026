// How long one is somebody at Vault: what a sign-in, a look at a token or a renewal grants.

import 'server-only';
import { BackendFault } from '@/lib/domain/backend';
import { HiddenText } from '@/lib/env';
import { memberObject } from './vault-answer';
import type { VaultAnswer } from './vault-answer';
import type { VaultClient } from './vault-client';

export type VaultIdentity =
  | { readonly kind: 'token'; readonly token: HiddenText }
  | {
      readonly kind: 'approle';
      readonly path: string;
      readonly roleId: string;
      readonly secretId: HiddenText;
    };

export interface Lease {
  readonly token: HiddenText;
  /** In milliseconds since 1970; all of them Infinity where it never ends. */
  readonly renewAt: number;
  readonly endsAt: number;
  readonly lifeMs: number;
  /** When it was granted, or renewed. */
  readonly beganAt: number;
}

/** The longest that a token is kept after a renewal failed, before the next attempt, in milliseconds. */
const RENEW_AGAIN_MS = 10_000;

/** However short a life Vault grants, it is not asked for the next one at once, over and over. */
const RENEW_MIN_MS = 1000;

/** What comes behind `held`: renewed, or begun `again`; as it is where neither can be. */
export async function prolong(
  client: VaultClient,
  held: Lease,
  again: ((signal: AbortSignal) => Promise<Lease>) | null,
  signal: AbortSignal,
  now: () => number,
): Promise<Lease> {
  if (again && now() >= held.endsAt) return again(signal);
  const asked = { method: 'POST', path: 'auth/token/renew-self', token: held.token } as const;
  const answer = await client.ask({ ...asked, body: {} }, signal).catch(faultAlone);
  if (answer instanceof BackendFault) {
    const next = Math.min(now() + RENEW_AGAIN_MS, laterOf(held.endsAt, now()));
    const renewAt = Math.max(now() + RENEW_MIN_MS, next);
    return { ...held, renewAt };
  }
  const renewed = answer.status === 200 ? leaseOf(answer, 'auth', now()) : null;
  // Near the end of all renewals Vault grants less and less.
  const spent = !renewed || renewed.lifeMs < held.lifeMs / 2;
  if (spent && again) return again(signal);
  return renewed ?? { ...held, renewAt: Infinity };
}

type AppRole = Extract<VaultIdentity, { kind: 'approle' }>;

export async function signIn(client: VaultClient, role: AppRole, signal: AbortSignal, at: number) {
  const body = { role_id: role.roleId, secret_id: role.secretId.reveal() };
  const path = `auth/${role.path}/login`;
  const answer = await client.ask({ method: 'POST', path, body }, signal);
  if (answer.status >= 400) {
    throw new BackendFault(
      'denied',
      `Vault refused to sign in the AppRole at auth/${role.path}: see whether its role id, its secret id and that path are right.`,
    );
  }
  const lease = leaseOf(answer, 'auth', at);
  if (lease) return lease;
  throw new BackendFault('malformed', 'Vault signed the AppRole in without a token.');
}

/** How long a token that was brought lives. One that may not ask is used as it is. */
export async function lookUp(
  client: VaultClient,
  token: HiddenText,
  signal: AbortSignal,
  at: number,
) {
  const asked = { method: 'GET', path: 'auth/token/lookup-self', token } as const;
  const answer = await client.ask(asked, signal);
  const forever = { token, renewAt: Infinity, endsAt: Infinity, lifeMs: Infinity, beganAt: at };
  if (answer.status !== 200) return forever;
  const found = leaseOf(answer, 'data', at);
  return found ? { ...found, token } : forever;
}

/** Seconds of life are `lease_duration` of a sign-in, and `ttl` of a token that is looked up; 0: no end. */
function leaseOf({ body }: VaultAnswer, member: 'auth' | 'data', at: number): Lease | null {
  const granted = memberObject(body[member]);
  const token = granted?.[member === 'auth' ? 'client_token' : 'id'];
  const seconds = granted?.[member === 'auth' ? 'lease_duration' : 'ttl'];
  if (typeof token !== 'string' || typeof seconds !== 'number' || !(seconds >= 0)) return null;
  const lifeMs = seconds === 0 ? Infinity : seconds * 1000;
  const renewAfter = granted?.renewable === true ? (lifeMs * 2) / 3 : lifeMs;
  const renewAt = at + Math.max(RENEW_MIN_MS, renewAfter);
  return { token: new HiddenText(token), renewAt, endsAt: at + lifeMs, lifeMs, beganAt: at };
}

function faultAlone(error: unknown): BackendFault {
  if (error instanceof BackendFault) return error;
  throw error;
}

function laterOf(end: number, now: number): number {
  return end > now ? end : Infinity;
}
