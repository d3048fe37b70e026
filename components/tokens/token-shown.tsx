'use client';

import type { MadeToken } from '@/lib/contracts/token';
import { ShownOnce } from '@/components/ui/shown-once';

interface TokenShownProps {
  readonly token: MadeToken;
  /** Hands the text over, once, and keeps nothing of it. */
  readonly take: () => string | null;
  readonly onClose: () => void;
}

export function TokenShown({ token, take, onClose }: TokenShownProps) {
  return (
    <ShownOnce
      title={`Token ${token.name}`}
      noun="token"
      take={take}
      done="I have stored it"
      onClose={onClose}
    >
      <p className="mt-3">
        It is shown this once. Nobody, you included, can see it again: the console keeps only a hash
        of it.
      </p>
      <p className="mt-1 text-ink-muted">
        Programs send it as <code className="font-mono text-12">Authorization: Bearer …</code>; the
        command line reads it from <code className="font-mono text-12">KEYSTOW_TOKEN</code>.
      </p>
      {token.permissions.includes('deliveries:create') ? (
        <p className="mt-3">
          Runs that take deliveries pin this console’s key beside it, so that nobody in between can
          hand them other values. It is public, and the same for all tokens; during a change of keys
          there are two, joined by a comma:
          <code className="mt-1 block font-mono text-12 wrap-anywhere select-all">
            KEYSTOW_SERVER_KEY={token.serverKey}
          </code>
        </p>
      ) : null}
    </ShownOnce>
  );
}
