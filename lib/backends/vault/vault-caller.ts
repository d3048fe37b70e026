// Vault asked as somebody: with a token, and once more where that has ended meanwhile.

import 'server-only';
import type { HiddenText } from '@/lib/env';
import { deniedFault, isTokenLost, lostFault } from './vault-faults';
import type { VaultAnswer } from './vault-answer';
import type { VaultClient, VaultQuestion } from './vault-client';
import type { VaultSession } from './vault-session';

/** Answers are done, or 400, 404 and 405. Throws a `BackendFault`, `denied` among them. */
export type VaultCaller = (
  question: Omit<VaultQuestion, 'token'>,
  signal: AbortSignal,
) => Promise<VaultAnswer>;

export const LOOK_UP = { method: 'GET', path: 'auth/token/lookup-self' } as const;

export function vaultCaller(client: VaultClient, session: VaultSession): VaultCaller {
  /** Some servers say no more than `permission denied` of a token that has ended: it cannot see itself. */
  const isKnown = async (token: HiddenText, signal: AbortSignal) =>
    (await client.ask({ ...LOOK_UP, token }, signal)).status === 200;
  return async (question, signal) => {
    const token = await session.token(signal);
    const answer = await client.ask({ ...question, token }, signal);
    const named = isTokenLost(answer);
    if (!named && answer.status !== 403) return answer;
    if (!named && (await isKnown(token, signal))) throw deniedFault(question);
    if (!session.lost(token, named)) throw named ? lostFault() : deniedFault(question);
    const other = await session.token(signal);
    const again = await client.ask({ ...question, token: other }, signal);
    if (isTokenLost(again)) throw lostFault();
    if (again.status === 403) throw deniedFault(question);
    return again;
  };
}
