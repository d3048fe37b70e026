'use client';

import { useEffect, useState, type KeyboardEvent } from 'react';
import type { SecretSummary } from '@/lib/contracts/secret';
import { HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table';
import { rowOf } from './row-of';
import type { SecretDoings } from './secret-menu';
import { SecretRow } from './secret-row';

interface SecretTableProps {
  readonly label: string;
  readonly secrets: readonly SecretSummary[];
  readonly doings: SecretDoings;
  /** The name whose row takes focus as soon as it is there. */
  readonly focusKey: string | null;
  readonly onFocused: () => void;
}

/** The names of one scope. Arrows move between rows, Enter opens one, Home and End go to the ends. */
export function SecretTable(props: SecretTableProps) {
  const { label, secrets, doings, focusKey, onFocused } = props;
  const [stop, setStop] = useState<string | null>(null);
  const stopKey = secrets.some((secret) => secret.key === stop) ? stop : secrets[0]?.key;

  useEffect(() => {
    if (focusKey === null) return;
    const row = rowOf(focusKey);
    if (!row) return;
    row.focus();
    onFocused();
  }, [focusKey, onFocused, secrets]);

  return (
    <Table aria-label={label}>
      <TableHead>
        <TableRow>
          <HeadCell aria-sort="ascending">name</HeadCell>
          <HeadCell className="w-36">type</HeadCell>
          <HeadCell className="w-12">
            <abbr title="version" className="no-underline">
              v
            </abbr>
          </HeadCell>
          <HeadCell className="w-28">fingerprint</HeadCell>
          <HeadCell className="w-56">changed</HeadCell>
          <HeadCell className="w-11">
            <span className="sr-only">actions</span>
          </HeadCell>
        </TableRow>
      </TableHead>
      <TableBody onKeyDown={moveBetweenRows}>
        {secrets.map((secret) => (
          <SecretRow
            key={secret.id}
            secret={secret}
            doings={doings}
            isStop={secret.key === stopKey}
            onStop={setStop}
          />
        ))}
      </TableBody>
    </Table>
  );
}

function moveBetweenRows(event: KeyboardEvent<HTMLElement>) {
  if (!(event.target instanceof HTMLElement) || event.target.dataset['row'] === undefined) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')];
  const at = rows.indexOf(event.target);
  const next: Readonly<Record<string, number>> = {
    ArrowDown: Math.min(at + 1, rows.length - 1),
    ArrowUp: Math.max(at - 1, 0),
    Home: 0,
    End: rows.length - 1,
  };
  const index = next[event.key];
  if (index === undefined) return;
  event.preventDefault();
  rows[index]?.focus();
}
