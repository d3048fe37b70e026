// What state a machine token is in, in a word.

import type { TokenSummary } from '@/lib/contracts/token';
import type { Tone } from '@/components/ui/status';
import { DAY_MS } from '@/lib/domain/durations';

export interface TokenState {
  readonly tone: Tone;
  readonly word: string;
  /** Whether it opens anything at that moment. */
  readonly live: boolean;
}

const SOON_MILLISECONDS = 7 * DAY_MS;

/** At `now`, in milliseconds since the epoch. */
export function tokenState(token: TokenSummary, now: number): TokenState {
  const left = token.expiresAt === null ? Infinity : Date.parse(token.expiresAt) - now;
  if (token.revokedAt !== null || left <= 0) {
    if (token.replacedBy !== null) return { tone: 'unknown', word: 'replaced', live: false };
    return { tone: 'unknown', word: token.revokedAt ? 'revoked' : 'expired', live: false };
  }
  if (token.replacedBy !== null) return { tone: 'due', word: 'being replaced', live: true };
  if (left < SOON_MILLISECONDS) return { tone: 'due', word: 'ends soon', live: true };
  return { tone: 'fine', word: 'active', live: true };
}
