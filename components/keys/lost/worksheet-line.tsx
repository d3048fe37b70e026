import Link from 'next/link';
import type { WorksheetRow } from '@/lib/contracts/lost-key';
import { count } from '@/components/ui/count';
import { Status } from '@/components/ui/status';
import { Cell, TableRow } from '@/components/ui/table';
import { TimeAgo } from '@/components/ui/time-ago';
import { secretAddress } from '@/components/vault/secret-address';
import { TYPE_WORD } from '@/components/vault/secret-words';

interface WorksheetLineProps {
  readonly row: WorksheetRow;
  readonly chosen: boolean;
  readonly onChoose: (chosen: boolean) => void;
}

/** One secret that was lost; its name opens it in the vault, where its value is replaced. */
export function WorksheetLine({ row, chosen, onChoose }: WorksheetLineProps) {
  const { key, scope, owner, dependents, state } = row;
  return (
    <TableRow className="gap-x-3 @max-2xl:py-2">
      <Cell className="print:hidden">
        {state === 'open' ? (
          <input
            type="checkbox"
            aria-label={`Choose ${key} in ${scope.path}`}
            className="block size-4 accent-accent"
            checked={chosen}
            onChange={({ target }) => onChoose(target.checked)}
          />
        ) : null}
      </Cell>
      <Cell className="font-mono font-medium @max-2xl:flex-1">
        <Link
          href={secretAddress({ path: scope.path, key })}
          className="hover:underline"
          title={row.description ?? key}
        >
          {key}
        </Link>
      </Cell>
      <Cell className="font-mono text-ink-muted @max-2xl:w-full">
        <span title={scope.path}>{scope.path}</span>
      </Cell>
      <Cell className="text-ink-muted">{TYPE_WORD[row.type]}</Cell>
      <Cell className="text-ink-muted">{owner?.name ?? 'nobody'}</Cell>
      <Cell className="text-ink-muted">
        {dependents > 0 ? (
          count(dependents, 'alias', 'aliases')
        ) : (
          <span className="@max-2xl:hidden">–</span>
        )}
      </Cell>
      <Cell>
        <State row={row} />
      </Cell>
    </TableRow>
  );
}

function State({ row: { state, enteredAt, enteredBy } }: { readonly row: WorksheetRow }) {
  if (state === 'open') return <Status tone="due">to enter</Status>;
  return (
    <span title={enteredBy ?? undefined}>
      <Status tone="fine">
        {state === 'entered' ? 'entered' : 'recovered'}{' '}
        {state === 'entered' && enteredAt ? <TimeAgo instant={enteredAt} /> : null}
      </Status>
    </span>
  );
}
