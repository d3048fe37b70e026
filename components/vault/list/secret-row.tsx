'use client';

import clsx from 'clsx';
import type { SecretSummary } from '@/lib/contracts/secret';
import type { SecretFilters } from '@/lib/domain/secret-view';
import { useWinner } from '@/components/resolution/use-winners';
import { WinsMark } from '@/components/resolution/wins-mark';
import { Fingerprint } from '@/components/ui/fingerprint';
import { LongCell, LongRow, longRowHeight } from '@/components/ui/long-table';
import { TimeAgo } from '@/components/ui/time-ago';
import { FROM_4XL, FROM_5XL, FROM_6XL, SECRET_COLUMNS } from './secret-columns';
import { AliasTarget } from '../sheet/alias-target';
import { BackendMark } from './backend-mark';
import { DeliveredTo } from './delivered-to';
import { HeldInBrief } from './held-in-brief';
import { RowTags } from './row-tags';
import { SecretAge } from './secret-age';
import { SecretMenu, type SecretDoings } from './secret-menu';
import { TYPE_WORD } from '../secret-words';
import type { HeldSecrets } from './use-held-secrets';

interface SecretRowProps {
  readonly index: number;
  /** Undefined while it is still to come. */
  readonly secret: SecretSummary | undefined;
  readonly held: HeldSecrets;
  readonly doings: SecretDoings;
  /** Only one row at a time is a stop of the Tab key; the keys move among them. */
  readonly isStop: boolean;
  readonly onFilter: (filters: SecretFilters) => void;
}

const quiet = 'text-ink-muted @max-2xl:row-start-2 @max-2xl:self-start @max-2xl:text-12';

/** One secret: a table row, or two lines on a phone. Never its value. */
export function SecretRow({ index, secret, held, doings, isStop, onFilter }: SecretRowProps) {
  const tabIndex = isStop ? 0 : -1;
  const winner = useWinner(secret?.key);
  const isHidden = winner !== undefined && winner.id !== secret?.id;
  return (
    <LongRow
      index={index}
      columns={SECRET_COLUMNS}
      aria-busy={secret ? undefined : true}
      className={clsx(
        longRowHeight,
        '@max-2xl:grid-rows-[minmax(0,1fr)_1.25rem] @max-2xl:pb-1 @2xl:items-center hover:bg-panel has-[[data-at]:focus-visible]:bg-panel',
      )}
      onClick={(event) => {
        // Clicks in an open menu bubble here through React, though the menu is elsewhere on the page.
        if (!(event.target instanceof Element) || event.target.closest('button')) return;
        if (secret && event.currentTarget.contains(event.target)) doings.onOpen(secret);
      }}
    >
      <LongCell className="flex min-w-0 items-center gap-2 overflow-visible! @max-2xl:col-span-4">
        <button
          type="button"
          data-at={index}
          data-row={secret?.key}
          tabIndex={tabIndex}
          aria-haspopup="dialog"
          onClick={() => (secret ? doings.onOpen(secret) : undefined)}
          className={clsx(
            'h-8 min-w-0 truncate rounded-md text-left font-mono font-medium pointer-coarse:h-10',
            isHidden && 'text-ink-muted line-through',
          )}
        >
          {secret?.key ?? <Coming>{`Row ${index + 1}, loading`}</Coming>}
        </button>
        {secret && winner ? <WinsMark winner={winner} id={secret.id} /> : null}
        {secret?.aliasOf ? <AliasTarget of={secret.aliasOf} from={secret.scope.path} /> : null}
        {secret ? <BackendMark {...secret} /> : null}
        {secret ? <RowTags tags={secret.tags} tabIndex={tabIndex} onFilter={onFilter} /> : null}
        {secret ? <HeldInBrief held={held.get(secret.id)} /> : null}
      </LongCell>
      {secret ? (
        <SecretCells secret={secret} held={held} tabIndex={tabIndex} onFilter={onFilter} />
      ) : null}
      <LongCell className="overflow-visible! text-right @max-2xl:col-start-5 @max-2xl:row-span-2 @max-2xl:row-start-1 @max-2xl:self-center">
        {secret ? (
          <SecretMenu key={secret.id} secret={secret} doings={doings} tabIndex={tabIndex} />
        ) : null}
      </LongCell>
    </LongRow>
  );
}

/** In the place of a name that is not read yet. */
function Coming({ children }: { readonly children: string }) {
  return (
    <>
      <span className="sr-only">{children}</span>
      <span aria-hidden="true" className="inline-block h-3 w-40 rounded-md bg-panel" />
    </>
  );
}

interface SecretCellsProps {
  readonly secret: SecretSummary;
  readonly held: HeldSecrets;
  readonly tabIndex: number;
  readonly onFilter: (filters: SecretFilters) => void;
}

function SecretCells({ secret, held, tabIndex, onFilter }: SecretCellsProps) {
  const { owner } = secret;
  return (
    <>
      <LongCell className={quiet}>{TYPE_WORD[secret.type]}</LongCell>
      <LongCell className={clsx(quiet, 'font-mono')}>
        {secret.version === null ? (
          <span className="@max-2xl:hidden">–</span>
        ) : (
          <>
            <span className="@2xl:hidden">v</span>
            {secret.version}
          </>
        )}
      </LongCell>
      <LongCell className={clsx(quiet, FROM_4XL)}>
        <Fingerprint hex={secret.fingerprint} />
      </LongCell>
      <LongCell className={quiet}>
        <SecretAge secret={secret} />
      </LongCell>
      <LongCell className={clsx(quiet, FROM_6XL)}>
        {owner ? (
          <button
            type="button"
            tabIndex={tabIndex}
            title={`Only what ${owner.name} answers for`}
            onClick={() => onFilter({ owner: owner.id })}
            className="h-7 max-w-full truncate rounded-md hover:text-ink hover:underline"
          >
            {owner.name}
          </button>
        ) : (
          '–'
        )}
      </LongCell>
      <LongCell className={quiet} title={secret.updatedBy || undefined}>
        <TimeAgo instant={secret.updatedAt} />
        <span className="hidden @4xl:inline @5xl:hidden @7xl:inline">
          {secret.updatedBy === '' ? '' : ` · ${secret.updatedBy}`}
        </span>
      </LongCell>
      <LongCell className={clsx(quiet, FROM_5XL)}>
        <DeliveredTo held={held.get(secret.id)} />
      </LongCell>
    </>
  );
}
