'use client';

import type { ReactNode } from 'react';
import type { Instance } from '@/lib/contracts/instance';
import { count } from '@/components/ui/count';
import { ListFoot } from '@/components/ui/list-foot';
import { Status } from '@/components/ui/status';
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table';
import { TimeAgo } from '@/components/ui/time-ago';

interface InstanceListProps {
  readonly instances: readonly Instance[];
  readonly more: Parameters<typeof ListFoot>[0]['more'];
  readonly onOpen: (instance: Instance) => void;
  /** Stands where there are none. */
  readonly empty: ReactNode;
}

/** Where each leads and as whom: never its password. */
export function InstanceList({ instances, more, onOpen, empty }: InstanceListProps) {
  if (instances.length === 0) return empty;
  return (
    <>
      <Table aria-label="Databases">
        <TableHead>
          <TableRow>
            <HeadCell>name</HeadCell>
            <HeadCell>host and port</HeadCell>
            <HeadCell className="w-40">database</HeadCell>
            <HeadCell className="w-40">user</HeadCell>
            <HeadCell className="w-40">last test</HeadCell>
            <HeadCell className="w-36">key</HeadCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {instances.map((one) => (
            <Row key={one.id} instance={one} onOpen={onOpen} />
          ))}
        </TableBody>
      </Table>
      <ListFoot shown={count(instances.length, 'database')} more={more} />
    </>
  );
}

interface OfInstance {
  readonly instance: Instance;
}

const quiet = 'text-ink-muted @max-2xl:order-1 @max-2xl:text-12';

function Row({ instance, onOpen }: OfInstance & Pick<InstanceListProps, 'onOpen'>) {
  const { id, name, kind, host, port, database, username } = instance;
  return (
    <TableRow className="gap-x-3 hover:bg-panel @max-2xl:pb-2">
      <Cell className="py-1.5 @max-2xl:basis-full">
        <button
          type="button"
          data-instance={id}
          onClick={() => onOpen(instance)}
          className="max-w-full truncate text-left font-medium hover:underline"
        >
          {name}
        </button>
        <span className="block truncate text-12 text-ink-muted">{kind ?? 'not opened'}</span>
      </Cell>
      <Cell className={quiet}>
        <span className="font-mono text-12 wrap-anywhere">
          {host}:{port}
        </span>
      </Cell>
      <Cell className={`${quiet} font-mono text-12`}>{database || 'none'}</Cell>
      <Cell className={`${quiet} font-mono text-12`}>{username || 'none'}</Cell>
      <Cell className="@max-2xl:order-1 @max-2xl:text-12">
        <LastTest instance={instance} />
      </Cell>
      <Cell className="@max-2xl:order-1 @max-2xl:text-12">
        <KeyInUse instance={instance} />
      </Cell>
    </TableRow>
  );
}

export function LastTest({ instance: { test, testable, kind } }: OfInstance) {
  if (kind && !testable) return <Status tone="unknown">cannot be tested</Status>;
  if (!test) return <Status tone="unknown">not tested</Status>;
  return (
    <Status tone={test.fault ? 'danger' : 'fine'}>
      {test.fault ? 'failed' : 'worked'} <TimeAgo instant={test.at} />
    </Status>
  );
}

export function KeyInUse({ instance: { key, tampered } }: OfInstance) {
  if (tampered) return <Status tone="danger">changed outside</Status>;
  if (key.standing === 'missing') return <Status tone="danger">key missing</Status>;
  if (key.standing === 'older') return <Status tone="due">older key</Status>;
  return <Status tone="fine">in use</Status>;
}
