'use client';

import Link from 'next/link';
import type { RotationItem } from '@/lib/contracts/rotation';
import { count } from '@/components/ui/count';
import { Cell, TableRow } from '@/components/ui/table';
import { TimeAgo } from '@/components/ui/time-ago';
import { secretAddress } from '@/components/vault/secret-address';
import { TYPE_WORD } from '@/components/vault/secret-words';
import { ageWords, DueWords, originWords } from './rotation-words';
import { RowActs, type RotationAct, type RowRights } from './row-acts';
import { TimeBar } from './time-bar';

export interface RowDoings {
  /** The path of the scope the board is of, which its own rows need not say. */
  readonly here: string;
  readonly rightsOn: (item: RotationItem) => RowRights;
  readonly onAct: (act: RotationAct, item: RotationItem) => void;
  readonly onOwner: (id: string) => void;
}

interface RotationRowProps extends RowDoings {
  readonly item: RotationItem;
  readonly now: Date;
}

const small = 'block truncate text-12 text-ink-muted';

/** One thing that must be replaced in time: what it is, its bar, when it is due, what to do next. */
export function RotationRow(props: RotationRowProps) {
  const { item, now, here, rightsOn, onAct, onOwner } = props;
  const { aliases, workers } = item.dependents;
  const dependents = [
    ...(workers > 0 ? [count(workers, 'worker')] : []),
    ...(aliases > 0 ? [count(aliases, 'alias', 'aliases')] : []),
  ];
  return (
    <TableRow className="gap-x-3 hover:bg-panel @max-2xl:py-2">
      <Cell className="py-1.5 @max-2xl:basis-full">
        <NameLink item={item} />
        <span className={small}>
          {item.subject === null && item.scope.path !== here ? (
            <>
              <span className="font-mono" title={item.scope.path}>
                {below(here, item.scope.path)}
              </span>
              {' · '}
            </>
          ) : null}
          {item.type === null ? 'key of the console' : TYPE_WORD[item.type]}
        </span>
      </Cell>
      <Cell className="relative @max-2xl:h-6 @max-2xl:basis-full">
        <TimeBar item={item} now={now} />
      </Cell>
      <Cell className="py-1.5 whitespace-normal @max-2xl:basis-full">
        <DueWords item={item} />
        <span className="block text-12 text-ink-muted">
          {ageWords(item)} · {originWords(item)}
        </span>
        {item.snooze ? <Snoozed snooze={item.snooze} /> : null}
      </Cell>
      <Cell className="py-1.5 @max-2xl:grow">
        {item.subject === null ? (
          <>
            <Owner owner={item.owner} onOwner={onOwner} />
            <span className={small}>{dependents.join(', ') || 'nothing depends on it'}</span>
          </>
        ) : null}
      </Cell>
      <Cell className="overflow-visible! text-right whitespace-nowrap print:hidden">
        <RowActs item={item} rights={rightsOn(item)} onAct={onAct} />
      </Cell>
    </TableRow>
  );
}

/** What tells one scope from another of the board comes first: the way down from its own. */
const below = (here: string, path: string) =>
  path.startsWith(`${here}.`) ? path.slice(here.length + 1) : path;

function NameLink({ item: { id, key, subject, scope, wizard } }: Pick<RotationRowProps, 'item'>) {
  return (
    <Link
      href={subject === null ? secretAddress({ path: scope.path, key }) : (wizard ?? '/keys')}
      data-rotation={id}
      data-row={key}
      className="block truncate font-mono font-medium hover:underline"
    >
      {key}
    </Link>
  );
}

function Snoozed({ snooze }: { readonly snooze: NonNullable<RotationItem['snooze']> }) {
  return (
    <span className="block text-12 text-ink-muted">
      by {snooze.snoozedBy} <TimeAgo instant={snooze.snoozedAt} />: {snooze.reason}
    </span>
  );
}

function Owner({ owner, onOwner }: Pick<RotationItem, 'owner'> & Pick<RowDoings, 'onOwner'>) {
  if (owner === null) return <span className="block text-ink-muted">no owner</span>;
  return (
    <button
      type="button"
      title={`Only what ${owner.name} answers for`}
      onClick={() => onOwner(owner.id)}
      className="block max-w-full truncate rounded-md text-left hover:underline pointer-coarse:min-h-6"
    >
      {owner.name}
    </button>
  );
}
