'use client';

import type { ManagedSecretView } from '@/lib/contracts/managed-secret';
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table';
import { TimeAgo } from '@/components/ui/time-ago';
import { ManagedStanding, USES } from './managed-standing';

interface ManagedTableProps {
  readonly label: string;
  readonly secrets: readonly ManagedSecretView[];
  /** Nothing is known of where from and since when. */
  readonly unset?: boolean;
  readonly onOpen: (name: string) => void;
}

const text = 'whitespace-normal py-2 align-top @max-2xl:py-0 @max-2xl:text-12';
const quiet = `${text} text-ink-muted`;

/** One row for each name: what for, how it stands, where from and since when. Never a value. */
export function ManagedTable({ label, secrets, unset = false, onOpen }: ManagedTableProps) {
  return (
    <Table aria-label={label}>
      <TableHead>
        <TableRow>
          <HeadCell className="w-64">name</HeadCell>
          <HeadCell>what for</HeadCell>
          <HeadCell className="w-32">standing</HeadCell>
          {unset ? null : (
            <>
              <HeadCell className="w-48">from</HeadCell>
              <HeadCell className="w-24">first seen</HeadCell>
              <HeadCell className="w-28">rotation there</HeadCell>
            </>
          )}
        </TableRow>
      </TableHead>
      <TableBody>
        {secrets.map((secret) => (
          <Row key={secret.name} secret={secret} unset={unset} onOpen={onOpen} />
        ))}
      </TableBody>
    </Table>
  );
}

interface RowProps {
  readonly secret: ManagedSecretView;
  readonly unset: boolean;
  readonly onOpen: (name: string) => void;
}

function Row({ secret, unset, onOpen }: RowProps) {
  const { name, purpose, use, source, firstSeenAt, schedule } = secret;
  return (
    <TableRow className="gap-x-3 hover:bg-panel @max-2xl:pb-2">
      <Cell className="align-top @max-2xl:basis-full">
        <button
          type="button"
          data-managed={name}
          onClick={() => onOpen(name)}
          className="py-2 text-left font-mono text-12 font-medium wrap-anywhere hover:underline pointer-coarse:min-h-11"
        >
          {name}
        </button>
      </Cell>
      <Cell className={`${text} @max-2xl:basis-full`}>
        {purpose} <span className="text-ink-muted">({USES[use]})</span>
      </Cell>
      <Cell className={text}>
        <ManagedStanding secret={secret} />
      </Cell>
      {unset ? null : (
        <>
          <Cell className={`${quiet} break-words`}>{source}</Cell>
          <Cell className={quiet}>{firstSeenAt ? <TimeAgo instant={firstSeenAt} /> : null}</Cell>
          <Cell className={quiet}>{schedule ? <Rotation schedule={schedule} /> : null}</Cell>
        </>
      )}
    </TableRow>
  );
}

/** What the cloud itself does, as it says. */
export function Rotation({
  schedule,
}: {
  readonly schedule: NonNullable<ManagedSecretView['schedule']>;
}) {
  const { enabled, everyDays, lastAt } = schedule;
  return (
    <>
      {enabled ? (everyDays === null ? 'on' : `every ${everyDays} days`) : 'off'}
      {lastAt ? (
        <>
          , last <TimeAgo instant={lastAt} />
        </>
      ) : null}
    </>
  );
}
