import type { BinnedSecret } from '@/lib/contracts/bin';
import { Button } from '@/components/ui/button';
import { Status } from '@/components/ui/status';
import { Cell, TableRow } from '@/components/ui/table';
import { TimeAgo } from '@/components/ui/time-ago';
import type { SecretRights } from '../secret-rights';
import { TYPE_WORD } from '../secret-words';

interface BinRowProps {
  readonly entry: BinnedSecret;
  readonly may: SecretRights;
  readonly onRestore: () => void;
  readonly onPurge: () => void;
}

const quiet = 'text-ink-muted @max-2xl:text-12';

/** One deleted secret: a table row, or a few lines on a phone. */
export function BinRow({ entry, may, onRestore, onPurge }: BinRowProps) {
  const { key, type, versions, deletedAt, deletedBy, purgeAt, nameTaken } = entry;
  return (
    <TableRow className="gap-x-3 @max-2xl:py-2">
      <Cell className="font-mono font-medium @max-2xl:basis-full">{key}</Cell>
      <Cell className={quiet}>{TYPE_WORD[type]}</Cell>
      <Cell className={quiet}>
        {versions}
        <span className="@2xl:hidden"> {versions === 1 ? 'version' : 'versions'}</span>
      </Cell>
      <Cell className={quiet}>
        <span className="@2xl:hidden">deleted </span>
        <TimeAgo instant={deletedAt} />
        {deletedBy === null ? null : ` · ${deletedBy}`}
      </Cell>
      <Cell className={quiet}>
        <span className="@2xl:hidden">destroyed on </span>
        <time dateTime={purgeAt} title={`${purgeAt.slice(0, 19).replace('T', ' ')} UTC`}>
          {purgeAt.slice(0, 10)}
        </time>
      </Cell>
      <Cell className="overflow-visible @2xl:text-right @max-2xl:basis-full">
        {nameTaken ? <Status tone="due">name in use</Status> : null}
        <span className="inline-flex empty:hidden @max-2xl:-ml-3">
          {nameTaken || !may.write ? null : (
            <Button tone="quiet" onClick={onRestore}>
              Restore <span className="sr-only">{key}</span>
            </Button>
          )}
          {may.delete ? (
            <Button tone="quiet-danger" onClick={onPurge}>
              Purge… <span className="sr-only">{key}</span>
            </Button>
          ) : null}
        </span>
      </Cell>
    </TableRow>
  );
}
