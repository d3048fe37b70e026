// Who one is at Vault: a token that is renewed while it can be, or an AppRole that signs in anew.

import 'server-only';
import { BackendFault } from '@/lib/domain/backend';
import { HiddenText } from '@/lib/env';
import { oneQuestion } from '../network/one-question';
import { memberObject } from './vault-answer';
import type { VaultAnswer } from './vault-answer';
import { SERVICE } from './vault-client';
import type { VaultClient } from './vault-client';

export type VaultIdentity =
  | { readonly kind: 'token'; readonly token: HiddenText }
  | {
      readonly kind: 'approle';
      readonly path: string;
      readonly roleId: string;
      readonly secretId: HiddenText;
    };

interface Lease {
  readonly token: HiddenText;
  /** In milliseconds since 1970; all of them Infinity where it never ends. */
  readonly renewAt: number;
  readonly endsAt: number;
  readonly lifeMs: number;
  /** When it was granted, or renewed. */
  readonly beganAt: number;
}

export interface VaultSession {
  /** One sign-in and one renewal at a time, however many ask. Throws a `BackendFault`. */
  token(signal: AbortSignal): Promise<HiddenText>;
  /**
   * Vault no longer knows this token, as it said or as may be (`certain`). Whether another one is to be had:
   * where that is not certain, only for one that was not signed in just now.
   */
  lost(token: HiddenText, certain: boolean): boolean;
}

/** The longest that a token is kept after a renewal failed, before the next attempt, in milliseconds. */
const RENEW_AGAIN_MS = 10_000;
const JUST_NOW_MS = 60_000;

export function vaultSession(
  client: VaultClient,
  identity: VaultIdentity,
  now: () => number = Date.now,
): VaultSession {
  let lease: Promise<Lease> | null = null;
  let newest: Lease | null = null;

  /** Signing in goes on when the one who asked first has gone: others wait for it too. */
  const hold = (work: (signal: AbortSignal) => Promise<Lease>) => {
    const held = oneQuestion(SERVICE, new AbortController().signal, work);
    held.then(
      (fresh) => (newest = fresh),
      () => lease === held && (lease = null),
    );
    lease = held;
    return held;
  };

  const begin = async (signal: AbortSignal) => {
    if (identity.kind === 'approle') return signIn(client, identity, signal, now());
    return lookUp(client, identity.token, signal, now());
  };

  const again = identity.kind === 'approle' ? begin : null;
  return {
    token: async (signal) => {
      for (;;) {
        const waited = lease ?? hold(begin);
        const held = await unlessStopped(waited, signal);
        if (now() < held.renewAt) return held.token;
        if (lease === waited) void hold((own) => prolong(client, held, again, own, now));
      }
    },
    lost: (token, certain) => {
      if (identity.kind !== 'approle') return false;
      if (newest?.token !== token) return true;
      if (!certain && now() < newest.beganAt + JUST_NOW_MS) return false;
      [lease, newest] = [null, null];
      return true;
    },
  };
}

/** What comes behind `held`: renewed, or begun `again`; as it is where neither can be. */
async function prolong(
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
    const renewAt = Math.min(now() + RENEW_AGAIN_MS, laterOf(held.endsAt, now()));
    return { ...held, renewAt };
  }
  const renewed = answer.status === 200 ? leaseOf(answer, 'auth', now()) : null;
  // Near the end of all renewals Vault grants less and less.
  const spent = !renewed || renewed.lifeMs < held.lifeMs / 2;
  if (spent && again) return again(signal);
  return renewed ?? { ...held, renewAt: Infinity };
}

type AppRole = Extract<VaultIdentity, { kind: 'approle' }>;

async function signIn(client: VaultClient, role: AppRole, signal: AbortSignal, at: number) {
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
async function lookUp(client: VaultClient, token: HiddenText, signal: AbortSignal, at: number) {
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
  const renewAt = granted?.renewable === true ? at + (lifeMs * 2) / 3 : at + lifeMs;
  return { token: new HiddenText(token), renewAt, endsAt: at + lifeMs, lifeMs, beganAt: at };
}

function faultAlone(error: unknown): BackendFault {
  if (error instanceof BackendFault) return error;
  throw error;
}

function laterOf(end: number, now: number): number {
  return end > now ? end : Infinity;
}

/** A wait that ends with the signal, without ending what is waited for. */
function unlessStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
