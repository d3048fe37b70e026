'use client';

import Link from 'next/link';
import type { LeakSummary } from '@/lib/contracts/leak';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { LEAK_STEPS } from '@/lib/domain/leak';
import { count } from '@/components/ui/count';
import { ListFoot } from '@/components/ui/list-foot';
import { Status } from '@/components/ui/status';
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table';
import { TimeAgo } from '@/components/ui/time-ago';
import { leakAddress } from './leak-address';
import { LeakClock } from './leak-clock';
import { currentStep, LEAK_STEP_TITLE } from './leak-words';

interface LeakListProps {
  readonly scope: ScopeSummary;
  readonly leaks: readonly LeakSummary[];
  readonly more: Parameters<typeof ListFoot>[0]['more'];
}

/** Newest first. */
export function LeakList({ scope, leaks, more }: LeakListProps) {
  return (
    <>
      <Table aria-label={`Leak cases of ${scope.name}`}>
        <TableHead>
          <TableRow>
            <HeadCell>secret</HeadCell>
            <HeadCell className="w-60">containment</HeadCell>
            <HeadCell className="w-48">next</HeadCell>
            <HeadCell className="w-36">assigned to</HeadCell>
            <HeadCell className="w-56">opened or closed</HeadCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {leaks.map((leak) => (
            <Row key={leak.id} leak={leak} />
          ))}
        </TableBody>
      </Table>
      <ListFoot shown={count(leaks.length, 'case')} more={more} />
    </>
  );
}

const quiet = 'text-ink-muted @max-2xl:text-12';

function Row({ leak }: { readonly leak: LeakSummary }) {
  const { id, secret, scope, versions, assignee, openedAt, openedBy, closedAt, closedBy } = leak;
  const { undecided = 0, rotating = 0 } = leak.openNeighbours?.beyondSight ?? {};
  const beyond = undecided + rotating;
  const left = LEAK_STEPS.length - leak.openSteps.length;
  return (
    <TableRow className="gap-x-3 hover:bg-panel @max-2xl:py-2">
      <Cell className="py-1.5 @max-2xl:basis-full">
        <Link
          href={leakAddress(id)}
          className="block truncate font-mono font-medium hover:underline"
        >
          {secret.key}
        </Link>
        <span className="block truncate text-12 text-ink-muted">
          <span className="font-mono">{scope.path}</span> ·{' '}
          {versions.length === 1 ? `version ${versions[0]}` : count(versions.length, 'version')}
        </span>
      </Cell>
      <Cell className="py-1.5 @max-2xl:basis-full">
        <LeakClock openedAt={openedAt} containedAt={leak.containedAt} />
      </Cell>
      <Cell className={quiet}>
        {closedAt ? (
          <Status tone="fine">closed</Status>
        ) : leak.openSteps.length === 0 ? (
          'to be closed'
        ) : (
          `${left} of ${LEAK_STEPS.length} done: ${LEAK_STEP_TITLE[currentStep(leak)]}`
        )}
        {beyond > 0 ? (
          <span className="block">
            {count(beyond, 'neighbour')} beyond your sight to decide about
          </span>
        ) : null}
      </Cell>
      <Cell className={quiet}>{assignee?.name ?? (closedAt ? '–' : 'nobody')}</Cell>
      <Cell className={quiet}>
        <TimeAgo instant={closedAt ?? openedAt} /> · {closedBy ?? openedBy}
      </Cell>
    </TableRow>
  );
}
