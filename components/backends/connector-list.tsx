'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import type { Connector } from '@/lib/contracts/connector';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { newTransferAddress } from '@/components/transfers/transfer-address';
import { count } from '@/components/ui/count';
import { ListFoot } from '@/components/ui/list-foot';
import { Status } from '@/components/ui/status';
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table';
import { TimeAgo } from '@/components/ui/time-ago';
import { KINDS } from './connector-kinds';

interface ConnectorListProps {
  readonly scope: ScopeSummary;
  readonly connectors: readonly Connector[];
  readonly more: Parameters<typeof ListFoot>[0]['more'];
  readonly onOpen: (connector: Connector) => void;
  /** The scope that may import what a connector leads to; null where nobody here may. */
  readonly importsTo: (connector: Connector) => string | null;
  /** Stands where there are none. */
  readonly empty: ReactNode;
}

/** Those that serve the scope, and those of scopes below it. */
export function ConnectorList(props: ConnectorListProps) {
  const { scope, connectors, more, onOpen, importsTo, empty } = props;
  if (connectors.length === 0) return empty;
  return (
    <>
      <Table aria-label={`Connectors for ${scope.name}`}>
        <TableHead>
          <TableRow>
            <HeadCell>name</HeadCell>
            <HeadCell className="w-56">of scope</HeadCell>
            <HeadCell>leads to</HeadCell>
            <HeadCell className="w-44">standing</HeadCell>
            <HeadCell className="w-44">last test</HeadCell>
            <HeadCell className="w-24">
              <span className="sr-only">import</span>
            </HeadCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {connectors.map((one) => (
            <Row key={one.id} connector={one} onOpen={onOpen} importsTo={importsTo(one)} />
          ))}
        </TableBody>
      </Table>
      <ListFoot shown={count(connectors.length, 'connector')} more={more} />
    </>
  );
}

const quiet = 'text-ink-muted @max-2xl:order-1 @max-2xl:text-12';

interface RowProps extends Pick<ConnectorListProps, 'onOpen'>, OfConnector {
  readonly importsTo: string | null;
}

function Row({ connector, onOpen, importsTo }: RowProps) {
  const { id, slug, name, kind, scope, destination } = connector;
  return (
    <TableRow className="gap-x-3 hover:bg-panel @max-2xl:pb-2">
      <Cell className="py-1.5 @max-2xl:basis-full">
        <button
          type="button"
          data-connector={id}
          onClick={() => onOpen(connector)}
          className="max-w-full truncate text-left font-medium hover:underline"
        >
          {name}
        </button>
        <span className="block truncate text-12 text-ink-muted">{KINDS[kind].label}</span>
      </Cell>
      <Cell className={quiet}>
        <span className="font-mono text-12 wrap-anywhere">{scope.path}</span>
      </Cell>
      <Cell className={quiet}>
        {destination ? (
          <span className="font-mono text-12 wrap-anywhere">{destination}</span>
        ) : (
          'stays in the console'
        )}
      </Cell>
      <Cell className="@max-2xl:order-1 @max-2xl:text-12">
        <ConnectorStanding connector={connector} />
      </Cell>
      <Cell className="@max-2xl:order-1 @max-2xl:text-12">
        <LastTest connector={connector} />
      </Cell>
      <Cell className="@max-2xl:order-1 @max-2xl:text-12">
        {importsTo === null ? null : (
          <Link
            href={newTransferAddress(importsTo, { mode: 'refer', from: slug })}
            aria-label={`Import from ${name}`}
            className="inline-flex min-h-7 items-center text-accent underline pointer-coarse:min-h-11"
          >
            Import…
          </Link>
        )}
      </Cell>
    </TableRow>
  );
}

interface OfConnector {
  readonly connector: Connector;
}

export function ConnectorStanding({ connector: { credentialsLost, approved } }: OfConnector) {
  if (credentialsLost) return <Status tone="danger">credentials lost</Status>;
  if (!approved) return <Status tone="due">waits for approval</Status>;
  return <Status tone="fine">approved</Status>;
}

export function LastTest({ connector: { test } }: OfConnector) {
  if (!test) return <Status tone="unknown">not tested</Status>;
  const failed = test.steps.some(({ ok }) => ok === false);
  return (
    <Status tone={failed ? 'danger' : 'fine'}>
      {failed ? 'failed' : 'worked'} <TimeAgo instant={test.at} />
    </Status>
  );
}
