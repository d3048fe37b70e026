'use client';

import { secretState } from '@/lib/domain/secret-state';
import { Status, type Tone } from '@/components/ui/status';
import { TimeAgo } from '@/components/ui/time-ago';
import { useMinute } from '@/components/ui/use-minute';

/** Until when a value lasts, and whether somebody should see to it. */
export function ExpiryMark({ expiresAt }: { readonly expiresAt: string }) {
  const now = new Date(useMinute() * 60_000);
  const state = secretState({ version: 1, aliasOf: null, lostAt: null, expiresAt }, now);
  const { tone, word } = MARK[state === 'expired' || state === 'expiring' ? state : 'fine'];
  return (
    <span className="inline-flex flex-wrap gap-x-2">
      <span>
        {expiresAt.slice(0, 10)}{' '}
        <span className="text-ink-muted">
          (<TimeAgo instant={expiresAt} />)
        </span>
      </span>
      <Status tone={tone}>{word}</Status>
    </span>
  );
}

const MARK: Readonly<Record<'fine' | 'expiring' | 'expired', { tone: Tone; word: string }>> = {
  fine: { tone: 'fine', word: 'fine' },
  expiring: { tone: 'due', word: 'due' },
  expired: { tone: 'danger', word: 'expired' },
};
