'use client';

import { useState } from 'react';
import type { AuditEventView } from '@/lib/contracts/audit';
import { Button } from '@/components/ui/button';
import { Cell, TableRow } from '@/components/ui/table';
import { TimeAgo } from '@/components/ui/time-ago';
import type { SearchChange } from '@/components/ui/use-search';
import { EventDetails } from './event-details';

interface AuditRowProps {
  readonly event: AuditEventView;
  readonly onNarrow: (change: SearchChange) => void;
  readonly managesPeople: boolean;
}

/** One event; its actor and its target narrow the log to themselves. */
export function AuditRow({ event, onNarrow, managesPeople }: AuditRowProps) {
  const [open, setOpen] = useState(false);
  const { number, at, actor, action, target, scope, erased } = event;
  return (
    <>
      <TableRow className="gap-x-3 @max-2xl:py-2">
        <Cell className="font-mono text-ink-muted @2xl:text-right">
          <span className="font-sans @2xl:hidden">event </span>
          {number}
        </Cell>
        <Cell className="text-ink-muted">
          <TimeAgo instant={at} />
        </Cell>
        <Cell>
          {actor ? (
            <Narrowing label={actor.name} id={actor.id} onPress={(id) => onNarrow({ actor: id })} />
          ) : (
            <span className="text-ink-muted">erased</span>
          )}
        </Cell>
        <Cell className="font-mono">
          <span title={action}>{action}</span>
        </Cell>
        <Cell className="@max-2xl:w-full">
          {target ? (
            <Narrowing
              mono
              label={target.name}
              id={target.id}
              onPress={(id) => onNarrow({ target: id })}
            />
          ) : null}{' '}
          {scope ? <span className="font-mono text-ink-muted">{scope.path}</span> : null}
        </Cell>
        <Cell className="@max-2xl:-ml-3 @2xl:text-right print:hidden">
          {erased ? null : (
            <Button
              tone="quiet"
              aria-expanded={open}
              aria-label={`Details of event ${number}`}
              onClick={() => setOpen(!open)}
            >
              Details
            </Button>
          )}
        </Cell>
      </TableRow>
      {open ? <EventDetails event={event} managesPeople={managesPeople} /> : null}
    </>
  );
}

interface NarrowingProps {
  readonly label: string;
  readonly id: string | null;
  readonly mono?: boolean;
  readonly onPress: (id: string) => void;
}

function Narrowing({ label, id, mono = false, onPress }: NarrowingProps) {
  const look = mono ? 'font-mono' : '';
  if (id === null) return <span className={look}>{label}</span>;
  return (
    <button
      type="button"
      title={`Only what concerns ${label}`}
      onClick={() => onPress(id)}
      className={`max-w-full truncate rounded-md align-bottom hover:underline ${look}`}
    >
      {label}
    </button>
  );
}
