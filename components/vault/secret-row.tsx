'use client';

import type { SecretSummary } from '@/lib/contracts/secret';
import { Fingerprint } from '@/components/ui/fingerprint';
import { Cell, TableRow } from '@/components/ui/table';
import { TimeAgo } from '@/components/ui/time-ago';
import { SecretMenu, type SecretDoings } from './secret-menu';
import { TYPE_WORD } from './secret-words';

interface SecretRowProps {
  readonly secret: SecretSummary;
  readonly doings: SecretDoings;
  /** Only one row at a time is a stop of the Tab key; the arrows move among them. */
  readonly isStop: boolean;
  readonly onStop: (key: string) => void;
}

const quiet = 'text-ink-muted @max-2xl:order-1 @max-2xl:text-12';

/** One secret: a table row, or two lines on a phone. Never its value. */
export function SecretRow({ secret, doings, isStop, onStop }: SecretRowProps) {
  const tabIndex = isStop ? 0 : -1;
  return (
    <TableRow
      className="gap-x-3 hover:bg-panel has-[[data-row]:focus-visible]:bg-panel @max-2xl:pb-2"
      onClick={(event) => {
        // Clicks in an open menu bubble here through React, though the menu is elsewhere on the page.
        if (!(event.target instanceof Element) || event.target.closest('button')) return;
        if (!event.currentTarget.contains(event.target)) return;
        doings.onOpen(secret);
      }}
    >
      <Cell className="overflow-visible @max-2xl:min-w-0 @max-2xl:grow @max-2xl:basis-[calc(100%-4rem)]">
        <button
          type="button"
          data-row={secret.key}
          tabIndex={tabIndex}
          aria-haspopup="dialog"
          onFocus={() => onStop(secret.key)}
          onClick={() => doings.onOpen(secret)}
          className="h-8 max-w-full min-w-0 truncate rounded-md text-left font-mono font-medium @max-2xl:w-full pointer-coarse:h-10"
        >
          {secret.key}
        </button>
      </Cell>
      <Cell className={quiet}>{TYPE_WORD[secret.type]}</Cell>
      <Cell className={`${quiet} font-mono`}>
        <span className="@2xl:hidden">v</span>
        {secret.version ?? '–'}
      </Cell>
      <Cell className={quiet}>
        <Fingerprint hex={secret.fingerprint} />
      </Cell>
      <Cell className={quiet}>
        <TimeAgo instant={secret.updatedAt} />
        <span className="@max-2xl:hidden"> · {secret.updatedBy}</span>
      </Cell>
      <Cell className="overflow-visible text-right @max-2xl:ml-auto">
        <SecretMenu secret={secret} doings={doings} tabIndex={tabIndex} />
      </Cell>
    </TableRow>
  );
}
