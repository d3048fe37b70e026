// What all answers of Vault have in common: an object of JSON, or a refusal that says little.

import 'server-only';
import { BackendFault } from '@/lib/domain/backend';
import type { Answer } from '../network/ask';
import { retryAfterSeconds } from '../network/persist';

export type VaultObject = Readonly<Record<string, unknown>>;

/** An answer that Vault itself gave: done, or 400, 403, 404, 405. */
export interface VaultAnswer {
  readonly status: number;
  /** Empty where the answer has none, or one that is no object and tells of an error. */
  readonly body: VaultObject;
  /** Whether the numbers in it are kept exactly by ECMAScript. */
  readonly exact: boolean;
}

/** Throws a `BackendFault` for redirects, for what is to be asked again, and for what is no answer of Vault. */
export function readAnswer({ status, headers, body: bytes }: Answer): VaultAnswer {
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
