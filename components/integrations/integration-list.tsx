'use client';

import type { ReactNode } from 'react';
import type { Integration } from '@/lib/contracts/integration';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { count } from '@/components/ui/count';
import { ListFoot } from '@/components/ui/list-foot';
import { Status } from '@/components/ui/status';
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table';
import { TimeAgo } from '@/components/ui/time-ago';

interface IntegrationListProps {
  readonly scope: ScopeSummary;
  readonly integrations: readonly Integration[];
  readonly more: Parameters<typeof ListFoot>[0]['more'];
  readonly onOpen: (integration: Integration) => void;
  /** Stands where there are none. */
  readonly empty: ReactNode;
}

/** The scope's own, and those of wider scopes as far as they apply. */
export function IntegrationList(props: IntegrationListProps) {
  const { scope, integrations, more, onOpen, empty } = props;
  if (integrations.length === 0) return empty;
  return (
    <>
      <Table aria-label={`Integrations of ${scope.name}`}>
        <TableHead>
          <TableRow>
            <HeadCell>name</HeadCell>
            <HeadCell>delivered as</HeadCell>
            <HeadCell className="w-60">from</HeadCell>
            <HeadCell className="w-20">version</HeadCell>
            <HeadCell className="w-28">changed</HeadCell>
            <HeadCell className="w-44">platform secrets</HeadCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {integrations.map((one) => (
            <Row key={one.id} integration={one} own={one.scope.id === scope.id} onOpen={onOpen} />
          ))}
        </TableBody>
      </Table>
      <ListFoot shown={count(integrations.length, 'integration')} more={more} />
    </>
  );
}

const quiet = 'text-ink-muted @max-2xl:order-1 @max-2xl:text-12';

interface RowProps {
  readonly integration: Integration;
  readonly own: boolean;
  readonly onOpen: (integration: Integration) => void;
}

function Row({ integration, own, onOpen }: RowProps) {
  const { id, name, deliveredAs, scope, version, updatedAt, shadowed } = integration;
  return (
    <TableRow className="gap-x-3 hover:bg-panel @max-2xl:pb-2">
      <Cell className="@max-2xl:basis-full @max-2xl:py-1.5">
        <button
          type="button"
          data-integration={id}
          title={name}
          onClick={() => onOpen(integration)}
          className={`max-w-full truncate text-left font-medium hover:underline ${shadowed ? 'line-through' : ''}`}
        >
          {name}
        </button>
      </Cell>
      <Cell className={`${quiet} font-mono text-12`}>
        <span title={deliveredAs}>{deliveredAs}</span>
      </Cell>
      <Cell className={quiet}>
        {own ? (
          'here'
        ) : (
          <span className="font-mono text-12" title={scope.path}>
            {scope.path}
          </span>
        )}
        {shadowed ? ', a narrower one wins' : ''}
      </Cell>
      <Cell className={quiet}>
        <span className="@2xl:hidden">version </span>
        {version}
      </Cell>
      <Cell className={quiet}>
        <TimeAgo instant={updatedAt} />
      </Cell>
      <Cell className="@max-2xl:order-1 @max-2xl:text-12">
        <Standing fills={integration.fills} />
      </Cell>
    </TableRow>
  );
}

function Standing({ fills }: Pick<Integration, 'fills'>) {
  if (fills.length === 0) return <span className="text-ink-muted">none needed</span>;
  const missing = fills.filter(({ state }) => state !== 'ready').length;
  if (missing > 0) {
    return (
      <Status tone="danger">
        {missing} of {fills.length} missing
      </Status>
    );
  }
  return <Status tone="fine">all present</Status>;
}
