// What Vault's refusals mean, in words that name the place and the remedy.

import 'server-only';
import { BackendFault } from '@/lib/domain/backend';
import { saysOneOf } from './vault-answer';
import type { VaultAnswer } from './vault-answer';
import type { VaultQuestion } from './vault-client';

/** What a policy has to allow for a question. */
const CAPABILITY = {
  GET: 'read',
  LIST: 'list',
  POST: 'create and update',
  DELETE: 'delete',
} as const;

/** The token may not do what was asked. */
export function deniedFault({ method, path }: Pick<VaultQuestion, 'method' | 'path'>) {
  const place = decodeURIComponent(path);
  return new BackendFault(
    'denied',
    `Vault denies ${place}: see whether the token has ended, or have its policy allow ${CAPABILITY[method]} there.`,
  );
}

export function lostFault(): BackendFault {
  return new BackendFault(
    'denied',
    'Vault does not know the token, or no longer: give the connector another one.',
  );
}

/** Vault says `permission denied` too where it is only the token that has ended. */
export function isTokenLost({ status, body }: Pick<VaultAnswer, 'status' | 'body'>): boolean {
  const missing = status === 400 && saysOneOf(body, ['missing client token']);
  return missing || (status === 403 && saysOneOf(body, ['invalid token', 'bad token']));
}

/** For what this console asked rightly, as far as Vault's documentation says. */
export function oddFault(place: string): BackendFault {
  return new BackendFault(
    'malformed',
    `What was answered for ${place} is nothing that version 2 of Vault’s key-value store answers.`,
  );
}
