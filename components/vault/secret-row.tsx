'use client';

import type { SecretSummary } from '@/lib/contracts/secret';
import { Fingerprint } from '@/components/ui/fingerprint';
import { Cell, TableRow } from '@/components/ui/table';
import { TimeAgo } from '@/components/ui/time-ago';
import { SecretMenuTrigger, type SecretMenuHandle } from './secret-menu';
import { TYPE_WORD } from './secret-words';

interface SecretRowProps {
  readonly secret: SecretSummary;
  readonly menu: SecretMenuHandle;
  /** Only one row at a time is a stop of the Tab key; the arrows move among them. */
  readonly isStop: boolean;
  readonly onStop: (key: string) => void;
  readonly onOpen: (secret: SecretSummary) => void;
}

const quiet = 'text-ink-muted max-sm:order-1 max-sm:h-auto max-sm:p-0 max-sm:text-12';

/** One secret: a table row, or two lines on a phone. Never its value. */
export function SecretRow({ secret, menu, isStop, onStop, onOpen }: SecretRowProps) {
  const tabIndex = isStop ? 0 : -1;
  return (
    <TableRow
      className="hover:bg-panel has-[[data-row]:focus-visible]:bg-panel max-sm:flex max-sm:flex-wrap max-sm:gap-x-3 max-sm:pb-2"
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest('button')) return;
        onOpen(secret);
      }}
    >
      <Cell className="max-sm:h-auto max-sm:min-w-0 max-sm:grow max-sm:basis-[calc(100%-4rem)] max-sm:p-0">
        <button
          type="button"
          data-row={secret.key}
          tabIndex={tabIndex}
          aria-haspopup="dialog"
          onFocus={() => onStop(secret.key)}
          onClick={() => onOpen(secret)}
          className="h-8 max-w-full min-w-0 truncate rounded-md text-left font-mono font-medium -outline-offset-1 max-sm:w-full pointer-coarse:h-10"
        >
          {secret.key}
        </button>
      </Cell>
      <Cell className={quiet}>{TYPE_WORD[secret.type]}</Cell>
      <Cell className={`${quiet} font-mono`}>
        <span className="sm:hidden">v</span>
        {secret.version ?? '–'}
      </Cell>
      <Cell className={quiet}>
        <Fingerprint hex={secret.fingerprint} />
      </Cell>
      <Cell className={quiet}>
        <span className="block sm:max-w-72 sm:truncate">
          <TimeAgo instant={secret.updatedAt} /> · {secret.updatedBy}
        </span>
      </Cell>
      <Cell className="w-8 max-sm:ml-auto max-sm:h-auto max-sm:p-0">
        <SecretMenuTrigger handle={menu} secret={secret} tabIndex={tabIndex} />
      </Cell>
    </TableRow>
  );
}
