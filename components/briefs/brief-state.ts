// What became of a brief, in a word, and what that means.

import type { BriefSummary } from '@/lib/contracts/brief';
import type { Tone } from '@/components/ui/status';

interface BriefState {
  readonly tone: Tone;
  /** A sentence for whoever looks at it. */
  readonly means: string;
}

export const BRIEF_STATES: Readonly<Record<BriefSummary['status'], BriefState>> = {
  open: { tone: 'due', means: 'Nobody has taken it yet.' },
  delivered: {
    tone: 'due',
    means: 'It was handed over, and its run has not said so yet.',
  },
  running: { tone: 'fine', means: 'Its run goes on.' },
  succeeded: { tone: 'fine', means: 'Its run ended with exit code 0.' },
  failed: { tone: 'danger', means: 'Its run ended with a fault.' },
  lost: { tone: 'unknown', means: 'Nothing was heard of its run for a quarter of an hour.' },
  expired: { tone: 'unknown', means: 'Nobody took it in time.' },
  revoked: { tone: 'unknown', means: 'Its callback token begins nothing any more.' },
};
