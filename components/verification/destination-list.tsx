'use client';

import type { Destination } from '@/lib/contracts/destination';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { count } from '@/components/ui/count';
import { ListFoot } from '@/components/ui/list-foot';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { Status } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table';
import { TimeAgo } from '@/components/ui/time-ago';
import type { DestinationActions } from './destination-actions';
import { useDestinationsDone } from './use-destinations';

interface DestinationListProps {
  readonly scope: ScopeSummary;
  readonly destinations: readonly Destination[];
  readonly locked: boolean;
  readonly actions: DestinationActions;
  readonly more: Parameters<typeof ListFoot>[0]['more'];
}

/** Newest first. */
export function DestinationList({ scope, destinations, more, ...acts }: DestinationListProps) {
  return (
    <>
      <Table aria-label={`Destinations of ${scope.name}`}>
        <TableHead>
          <TableRow>
            <HeadCell>where and for which names</HeadCell>
            <HeadCell className="w-56">where it stands</HeadCell>
            <HeadCell className="w-56">act</HeadCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {destinations.map((one) => (
            <Row key={one.id} destination={one} here={scope.path} {...acts} />
          ))}
        </TableBody>
      </Table>
      <ListFoot shown={count(destinations.length, 'destination')} more={more} />
    </>
  );
}

const STATE = {
  asked: { tone: 'due', word: 'waits for approval' },
  approved: { tone: 'fine', word: 'approved' },
  ended: { tone: 'unknown', word: 'ended' },
} as const;

interface RowProps extends Pick<DestinationListProps, 'locked' | 'actions'> {
  readonly destination: Destination;
  readonly here: string;
}

function Row({ destination, here, locked, actions }: RowProps) {
  const { origin, names, reason, state, scope, checks } = destination;
  const { tone, word } = STATE[state];
  return (
    <TableRow className="gap-x-3 @max-2xl:py-2">
      <Cell className="py-1.5 @max-2xl:basis-full">
        <span className="block font-mono font-medium wrap-anywhere">{origin}</span>
        <span className="block font-mono text-12 wrap-anywhere text-ink-muted">
          {names.join(', ')}
          {scope.path === here ? null : ` · ${scope.path}`}
        </span>
        <span className="block text-12 break-words text-ink-muted">{reason}</span>
      </Cell>
      <Cell className="py-1.5">
        <Status tone={tone}>{word}</Status>
        <LastAct destination={destination} />
        <span className="block text-12 text-ink-muted">{count(checks, 'check')}</span>
      </Cell>
      <Cell className="py-1.5">
        <span className="flex flex-wrap gap-2">
          {!locked && destination.mayApprove ? (
            <Act {...{ destination, action: actions.approve, verb: 'Approve' }} />
          ) : null}
          {!locked && destination.mayEnd ? (
            <Act {...{ destination, action: actions.end, verb: 'End' }} />
          ) : null}
        </span>
      </Cell>
    </TableRow>
  );
}

function LastAct({ destination }: { readonly destination: Destination }) {
  const { askedAt, askedBy, approvedAt, approvedBy, endedAt, endedBy } = destination;
  const at = endedAt ?? approvedAt ?? askedAt;
  const by = (endedAt ? endedBy : approvedAt ? approvedBy : askedBy) ?? '';
  return (
    <span className="block text-12 text-ink-muted">
      {by}, <TimeAgo instant={at} />
    </span>
  );
}

interface ActProps {
  readonly destination: Destination;
  readonly action: FormTarget<Destination>;
  readonly verb: 'Approve' | 'End';
}

function Act({ destination: { id, origin }, action, verb }: ActProps) {
  const done = useDestinationsDone();
  return (
    <ActionForm action={action} fields={[]} onDone={done}>
      <input type="hidden" name="destination" value={id} />
      <SubmitButton tone={verb === 'End' ? 'danger' : 'plain'} aria-label={`${verb} ${origin}`}>
        {verb}
      </SubmitButton>
    </ActionForm>
  );
}
