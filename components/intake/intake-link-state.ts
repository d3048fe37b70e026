// What state an intake link is in, in a word.

import type { IntakeState } from '@/lib/domain/intake';
import type { Tone } from '@/components/ui/status';

export const LINK_STATE: Readonly<Record<IntakeState, { tone: Tone; word: string }>> = {
  open: { tone: 'due', word: 'waiting' },
  complete: { tone: 'fine', word: 'all entered' },
  revoked: { tone: 'unknown', word: 'revoked' },
  expired: { tone: 'unknown', word: 'ended' },
};
