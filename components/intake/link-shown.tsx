'use client';

import Link from 'next/link';
import type { IntakeLinkSummary } from '@/lib/contracts/intake';
import { ShownOnce } from '@/components/ui/shown-once';
import { TimeAgo } from '@/components/ui/time-ago';

interface LinkShownProps {
  readonly link: IntakeLinkSummary;
  /** Hands the text over, once, and keeps nothing of it. */
  readonly take: () => string | null;
  readonly onClose: () => void;
}

export function LinkShown({ link, take, onClose }: LinkShownProps) {
  return (
    <ShownOnce
      title={`Intake link for ${link.label}`}
      noun="link"
      take={take}
      done="I have copied it"
      onClose={onClose}
    >
      <p className="mt-3">
        Send it whole, by a channel that you trust: whoever has it can enter the values. It is shown
        this once, and ends <TimeAgo instant={link.expiresAt} />.
      </p>
      <p className="mt-1 text-ink-muted">
        What has been entered is seen under{' '}
        <Link href="/intake-links" className="text-accent underline">
          Intake links
        </Link>
        , where it can be revoked too.
      </p>
    </ShownOnce>
  );
}
