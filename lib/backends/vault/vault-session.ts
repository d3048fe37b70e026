// Who one is at Vault: a token that is renewed while it can be, or an AppRole that signs in anew.

import 'server-only';
import type { HiddenText } from '@/lib/env';
import { oneQuestion } from '../network/one-question';
import { CALL_MS_MAX } from '../network/time-limits';
import { SERVICE } from './vault-client';
import type { VaultClient } from './vault-client';
import { lookUp, prolong, signIn } from './vault-lease';
import type { Lease, VaultIdentity } from './vault-lease';

export interface VaultSession {
  /** One sign-in and one renewal at a time, however many ask. Throws a `BackendFault`. */
  token(signal: AbortSignal): Promise<HiddenText>;
  /**
   * Vault no longer knows this token, as it said or as may be (`certain`). Whether another one is to be had:
   * where that is not certain, only for one that was not signed in just now.
   */
  lost(token: HiddenText, certain: boolean): boolean;
  /** Lets Vault forget what was signed in here, as far as it answers in time. A token that was brought stays. */
  end(): Promise<void>;
}

/** In which a token that was signed in is not taken for one that ended, in milliseconds. */
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
    end: async () => {
      const held = identity.kind === 'approle' ? lease : null;
      [lease, newest] = [null, null];
      if (held) await revoke(client, held).catch(() => undefined);
    },
  };
}

async function revoke(client: VaultClient, held: Promise<Lease>): Promise<void> {
  const signal = AbortSignal.timeout(CALL_MS_MAX);
  const { token } = await unlessStopped(held, signal);
  await client.ask({ method: 'POST', path: 'auth/token/revoke-self', token, body: {} }, signal);
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
