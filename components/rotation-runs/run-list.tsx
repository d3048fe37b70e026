'use client';

import Link from 'next/link';
import type { RunSummary } from '@/lib/contracts/rotation-run';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { RUN_STEPS } from '@/lib/domain/rotation-run';
import { count } from '@/components/ui/count';
import { ListFoot } from '@/components/ui/list-foot';
import { Status } from '@/components/ui/status';
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table';
import { TimeAgo } from '@/components/ui/time-ago';
import { runAddress } from './run-address';
import { runState, STEP_TITLE } from './run-words';

interface RunListProps {
  readonly scope: ScopeSummary;
  readonly runs: readonly RunSummary[];
  readonly more: Parameters<typeof ListFoot>[0]['more'];
}

/** Newest first. */
export function RunList({ scope, runs, more }: RunListProps) {
  return (
    <>
      <Table aria-label={`Rotations of ${scope.name}`}>
        <TableHead>
          <TableRow>
            <HeadCell>what</HeadCell>
            <HeadCell className="w-56">where it stands</HeadCell>
            <HeadCell className="w-44">waits for</HeadCell>
            <HeadCell className="w-56">begun or ended</HeadCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {runs.map((run) => (
            <Row key={run.id} run={run} here={scope.path} />
          ))}
        </TableBody>
      </Table>
      <ListFoot shown={count(runs.length, 'rotation')} more={more} />
    </>
  );
}

const quiet = 'text-ink-muted @max-2xl:text-12';
const small = 'block truncate text-12 text-ink-muted';

function Row({ run, here }: { readonly run: RunSummary; readonly here: string }) {
  const { id, title, keys, scope, assignee, startedAt, startedBy, endedAt, endedBy } = run;
  const names = keys.join(', ');
  return (
    <TableRow className="gap-x-3 hover:bg-panel @max-2xl:py-2">
      <Cell className="py-1.5 @max-2xl:basis-full">
        <Link href={runAddress(id)} className="block truncate font-medium hover:underline">
          {title}
        </Link>
        <span className={small}>
          {names === title ? null : <span className="font-mono">{names}</span>}
          {names === title || scope.path === here ? null : ' · '}
          {scope.path === here ? null : <span className="font-mono">{scope.path}</span>}
        </span>
      </Cell>
      <Cell className="py-1.5 @max-2xl:basis-full">
        <Standing run={run} />
      </Cell>
      <Cell className={quiet}>{assignee?.name ?? (run.state === 'open' ? 'nobody' : '–')}</Cell>
      <Cell className={quiet}>
        <TimeAgo instant={endedAt ?? startedAt} /> · {endedBy ?? startedBy}
      </Cell>
    </TableRow>
  );
}

function Standing({ run }: { readonly run: RunSummary }) {
  const { tone, word } = runState(run);
  if (run.step === null) return <Status tone={tone}>{word}</Status>;
  return (
    <>
      <Status tone={tone}>
        {RUN_STEPS.indexOf(run.step) + 1} of {RUN_STEPS.length}: {STEP_TITLE[run.step]}
      </Status>
      {run.overlapEndsAt && run.step === 'revocation' ? (
        <span className={small}>
          old value to be revoked <TimeAgo instant={run.overlapEndsAt} />
        </span>
      ) : null}
    </>
  );
}
