import type { ResolvedName } from '@/lib/contracts/resolution';
import { KIND_WORD } from '@/components/scopes/kind-word';

interface WinsMarkProps {
  readonly winner: ResolvedName;
  /** The secret of the row. */
  readonly id: string;
}

/** Behind a name that several scopes have: whether this one wins, and over or under what. */
export function WinsMark({ winner, id }: WinsMarkProps) {
  const { scope, shadows } = winner;
  if (winner.id !== id) {
    return (
      <span
        className="shrink-0 text-12 text-ink-muted"
        title={`${scope.path} has it too, and wins`}
      >
        {KIND_WORD[scope.kind]} wins
      </span>
    );
  }
  const hidden = shadows.map((one) => one.scope.path).join(', ');
  return (
    <span className="shrink-0 text-12 text-ink-muted" title={`Hides the one of ${hidden}`}>
      wins here
    </span>
  );
}
