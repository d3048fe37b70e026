'use client';

import type { TokenSummary } from '@/lib/contracts/token';
import { ReachPlaces } from '@/components/reach/reach-places';
import { Sheet } from '@/components/ui/sheet';

interface TokenReachSheetProps {
  readonly token: TokenSummary;
  readonly onClose: () => void;
}

/** What whoever holds the token can do, and to how much. */
export function TokenReachSheet({ token, onClose }: TokenReachSheetProps) {
  return (
    <Sheet
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`What ${token.name} reaches`}
    >
      <p className="mb-4 text-ink-muted">
        Whoever holds this token can do this, from anywhere, until it ends or is revoked.
      </p>
      <ReachPlaces of={{ kind: 'token', id: token.id }} />
    </Sheet>
  );
}
