import type { RunItem } from '@/lib/contracts/rotation-run';
import { Status } from '@/components/ui/status';
import { ITEM_STATE } from './run-words';

interface ItemHeadProps {
  readonly item: RunItem;
  /** Another state than the one it has as a whole. */
  readonly standing?: React.ReactNode;
}

/** Which secret of a rotation is meant, with its versions and how it stands. */
export function ItemHead({ item, standing }: ItemHeadProps) {
  const { key, scope, state, oldVersion, newVersion } = item;
  const { tone, word } = ITEM_STATE[state];
  return (
    <div className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5">
      <h3 className="min-w-0 font-mono font-medium wrap-anywhere">{key}</h3>
      <span className="font-mono text-12 wrap-anywhere text-ink-muted">{scope.path}</span>
      <span className="text-ink-muted">
        version {oldVersion ?? '–'} → {newVersion ?? '…'}
      </span>
      {standing ?? <Status tone={tone}>{word}</Status>}
    </div>
  );
}
