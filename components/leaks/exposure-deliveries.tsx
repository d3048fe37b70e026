'use client';

import Link from 'next/link';
import type { LeakExposure } from '@/lib/contracts/leak';
import { count, number } from '@/components/ui/count';
import { Status } from '@/components/ui/status';
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table';
import { TimeAgo } from '@/components/ui/time-ago';

const VIA = {
  secret: '',
  alias: ', by an alias',
  integration: ', by an integration',
  property: ', in a property',
} as const;

/** Every run that was handed an exposed version, the newest first. */
export function ExposureDeliveries({ exposure }: { readonly exposure: LeakExposure }) {
  const { deliveries, counts } = exposure;
  if (deliveries.length === 0) {
    return <p className="mb-4 text-ink-muted">No run was ever handed an exposed version.</p>;
  }
  return (
    <div className="mb-4">
      <Table aria-label="Deliveries of exposed versions">
        <TableHead>
          <TableRow>
            <HeadCell>app and worker</HeadCell>
            <HeadCell className="w-36">taken by</HeadCell>
            <HeadCell className="w-28">when</HeadCell>
            <HeadCell className="w-40">as</HeadCell>
            <HeadCell className="w-24">now</HeadCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {deliveries.map((one) => (
            <TableRow key={one.id} className="gap-x-3 @max-2xl:py-2">
              <Cell className="py-1.5 @max-2xl:basis-full">
                <Link
                  href={`/deliveries?${new URLSearchParams({ scope: one.app, run: one.id })}`}
                  className="block truncate font-mono hover:underline"
                >
                  {one.app}
                </Link>
                <span className="block truncate text-12 text-ink-muted">
                  {one.host ?? 'host not told'} <span className="font-mono">{one.command}</span>
                </span>
              </Cell>
              <Cell className="text-ink-muted">{one.takenBy}</Cell>
              <Cell className="text-ink-muted">
                <TimeAgo instant={one.at} />
              </Cell>
              <Cell className="text-ink-muted">
                <span className="font-mono">{one.name}</span> v{one.version}
                {VIA[one.via]}
              </Cell>
              <Cell>
                {one.held ? (
                  <Status tone="danger">held still</Status>
                ) : (
                  <span className="text-ink-muted">no more</span>
                )}
              </Cell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {counts.deliveries > deliveries.length ? (
        <p className="pt-2 text-ink-muted">
          The newest {number(deliveries.length)} of{' '}
          {count(counts.deliveries, 'delivery', 'deliveries')}.
        </p>
      ) : null}
    </div>
  );
}
