// How Vault and OpenBao are asked: their HTTP interface, and what all of its answers have in common.

import 'server-only';
import { BackendFault } from '@/lib/domain/backend';
import type { HiddenText } from '@/lib/env';
import type { AddressRules } from '../network/allowed-address';
import { ask } from '../network/ask';
import { guardAddress, guardedAgents } from '../network/guarded-agents';
import { persist } from '../network/persist';
import { readAnswer } from './vault-answer';
import type { VaultAnswer } from './vault-answer';

export const SERVICE = 'Vault';

export interface VaultQuestion {
  readonly method: 'GET' | 'LIST' | 'POST' | 'DELETE';
  /** Below `/v1/`, each part of it encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly token?: HiddenText;
  readonly body?: unknown;
}

export interface VaultClient {
  /** Throws a `BackendFault`; `signal` bounds all attempts. */
  ask(question: VaultQuestion, signal: AbortSignal): Promise<VaultAnswer>;
  close(): void;
}

/** `address` as VAULT_ADDR has it. Throws a `BackendFault` where that is nothing to speak to. */
export function vaultClient(
  address: string,
  namespace: string | undefined,
  rules: AddressRules,
): VaultClient {
  const base = baseOf(address);
  guardAddress(base, rules);
  const agents = guardedAgents(rules);
  const line = { service: SERVICE, rules, agents };
  const once = async (question: VaultQuestion, signal: AbortSignal): Promise<Once> => {
    const { method, token, body } = question;
    const reads = method === 'GET' || method === 'LIST';
    const call = {
      method: reads ? 'GET' : method,
      url: urlOf(base, question),
      headers: headersOf(token, namespace, body !== undefined),
      ...(body === undefined ? {} : { body: new TextEncoder().encode(JSON.stringify(body)) }),
    };
    let status = 0;
    try {
      const answer = await ask(line, call, signal);
      status = answer.status;
      return { answer: readAnswer(answer) };
    } catch (error) {
      // A write may have come through although no answer did; what was refused was not begun.
      const maybeDone = !reads && !REFUSED.includes(status) && error instanceof BackendFault;
      if (maybeDone) return { fault: error };
      throw error;
    }
  };
  return {
    ask: async (question, signal) => {
      const { answer, fault } = await persist(SERVICE, signal, (own) => once(question, own));
      if (fault) throw fault;
      return answer;
    },
    close: agents.close,
  };
}

/** `LIST` is spelled for servers and proxies that do not know the verb. */
function urlOf(base: URL, { method, path, query }: VaultQuestion): URL {
  const url = new URL(`v1/${path}`, base);
  url.search = String(new URLSearchParams(method === 'LIST' ? { list: 'true' } : query));
  return url;
}

type Once =
  | { readonly answer: VaultAnswer; readonly fault?: undefined }
  | { readonly fault: BackendFault; readonly answer?: undefined };

function headersOf(token: HiddenText | undefined, namespace: string | undefined, json: boolean) {
  return {
    'X-Vault-Request': 'true',
    ...(token ? { 'X-Vault-Token': token.reveal() } : {}),
    ...(namespace === undefined ? {} : { 'X-Vault-Namespace': namespace }),
    ...(json ? { 'Content-Type': 'application/json' } : {}),
  };
}

/** Of a Vault that is asked too often, is sealed or starting, or waits for what it was told to be behind. */
const REFUSED: readonly number[] = [412, 429, 473, 503];

function baseOf(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : null;
  const plain = url && url.username === '' && url.password === '' && !/[?#]/.test(address);
  if (!plain || !['http:', 'https:'].includes(url.protocol)) {
    throw new BackendFault(
      'unreachable',
      'Give an address of Vault such as https://vault.example.org:8200.',
    );
  }
  return new URL(url.href.endsWith('/') ? url.href : `${url.href}/`);
}
