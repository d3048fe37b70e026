// How Vault and OpenBao are asked: their HTTP interface, and what all of its answers have in common.

import 'server-only';
import { BackendFault } from '@/lib/domain/backend';
import type { HiddenText } from '@/lib/env';
import type { AddressRules } from '../network/allowed-address';
import { ask } from '../network/ask';
import type { Answer } from '../network/ask';
import { guardAddress, guardedAgents } from '../network/guarded-agents';
import { persist, retryAfterSeconds } from '../network/persist';

export const SERVICE = 'Vault';

export interface VaultQuestion {
  readonly method: 'GET' | 'LIST' | 'POST' | 'DELETE';
  /** Below `/v1/`, each part of it encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly token?: HiddenText;
  readonly body?: unknown;
}

export type VaultObject = Readonly<Record<string, unknown>>;

/** An answer that Vault itself gave: done, or 400, 403, 404, 405. */
export interface VaultAnswer {
  readonly status: number;
  /** Empty where the answer has none, or one that is no object and tells of an error. */
  readonly body: VaultObject;
  /** Whether the numbers in it are kept exactly by ECMAScript. */
  readonly exact: boolean;
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

function readAnswer({ status, headers, body: bytes }: Answer): VaultAnswer {
  if (status >= 300 && status < 400) {
    throw new BackendFault(
      'unreachable',
      'Vault sent the question elsewhere, which is not followed: give the address of its active node.',
    );
  }
  if (status === 429) {
    const after = retryAfterSeconds(headers['retry-after']);
    throw new BackendFault('throttled', 'Vault is asked too often: try again later.', after);
  }
  const text = new TextDecoder().decode(bytes);
  const body = objectOf(text);
  if (status >= 500 || status === 412 || status === 472) throw downFault(status, body ?? {});
  if (status === 204) return { status, body: {}, exact: true };
  if (body === null && status < 400) {
    throw new BackendFault(
      'malformed',
      'The answer is none that Vault gives: see whether the address is right.',
    );
  }
  return { status, body: body ?? {}, exact: keepsNumbers(text) };
}

function downFault(status: number, body: VaultObject): BackendFault {
  const sealed = body.sealed === true || saysOneOf(body, ['sealed']);
  const message = sealed
    ? 'Vault is sealed: unseal it.'
    : `Vault cannot answer now (${status}): see whether it is well.`;
  return new BackendFault('unreachable', message);
}

/** Whether Vault's own errors have one of these words, which are all that is ever taken from them. */
export function saysOneOf({ errors }: VaultObject, words: readonly string[]): boolean {
  const texts = Array.isArray(errors) ? errors.filter((one) => typeof one === 'string') : [];
  return texts.some((text) => words.some((word) => text.toLowerCase().includes(word)));
}

function objectOf(text: string): VaultObject | null {
  try {
    return memberObject(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Null for anything that is no JSON object. */
export function memberObject(value: unknown): VaultObject | null {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as VaultObject) : null;
}

/** Vault keeps the text of a number; ECMAScript would round it, or write it differently. */
function keepsNumbers(json: string): boolean {
  const numbers = json.replaceAll(/"(?:[^"\\]|\\.)*"/g, '').match(/-?\d[\d.eE+-]*/g) ?? [];
  return numbers.every((text) => String(Number(text)) === text);
}
