// What the one banner over the page may say, and which of several goes first.

import type { Tone } from '@/components/ui/status';

export interface Notice {
  readonly tone: Exclude<Tone, 'fine'>;
  readonly text: string;
  readonly action?: { readonly label: string; readonly href: string } | undefined;
}

const ORDER: readonly Notice['tone'][] = ['danger', 'due', 'unknown'];

/** The worst of the notices; among equals the one that was named first. */
export function worstNotice(notices: readonly Notice[]): Notice | undefined {
  return [...notices].sort((one, other) => ORDER.indexOf(one.tone) - ORDER.indexOf(other.tone))[0];
}
