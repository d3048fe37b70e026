'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { fetchCheckpoints } from '@/lib/client/audit';
import { ReadRefused } from '@/components/requests/read-refused';
import { count } from '@/components/ui/count';
import { CopyButton } from '@/components/ui/copy-button';
import { ListFoot } from '@/components/ui/list-foot';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table';
import { TimeAgo } from '@/components/ui/time-ago';
import type { AuditActions } from '../audit-actions';
import { WebhookList } from './webhook-list';

interface CheckpointsViewProps {
  readonly log: string;
  readonly locked: boolean;
  readonly actions: AuditActions;
}

/** What the log was, signed: where it is sent, and what there is to take along. */
export function CheckpointsView({ log, locked, actions }: CheckpointsViewProps) {
  const list = useInfiniteQuery({
    queryKey: ['audit', 'checkpoints', log],
    queryFn: ({ pageParam, signal }) => fetchCheckpoints(log, pageParam ?? undefined, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const [newest] = items;
  return (
    <>
      <p className="mb-4 max-w-3xl">
        A checkpoint is the size of the log and a hash of everything in it, signed. Only one that is
        kept elsewhere shows that the log was cut off, rewound or written anew. It holds no secret.
      </p>
      <WebhookList log={log} locked={locked} actions={actions} />
      <h2 className="mt-6 mb-2 text-15 font-medium">Signed checkpoints</h2>
      {newest ? (
        <div className="mb-3 max-w-3xl">
          <p className="text-12 text-ink-muted">
            They open with this public key. Pin it elsewhere, beside a checkpoint:
          </p>
          <p className="flex items-start gap-2">
            <code className="min-w-0 font-mono text-12 wrap-anywhere">{newest.verifierKey}</code>
            <CopyButton text={newest.verifierKey} label="Copy public key" />
          </p>
        </div>
      ) : null}
      {list.isPending ? <SkeletonRows rows={4} label="Loading checkpoints" /> : null}
      {list.isError ? (
        <ReadRefused what="Checkpoints" error={list.error} onRetry={() => void list.refetch()} />
      ) : null}
      {list.data && items.length === 0 ? (
        <p className="text-ink-muted">
          Nothing was signed yet. A log that has grown is signed a minute after its last checkpoint,
          after 256 events at the latest, and at each export.
        </p>
      ) : null}
      {items.length > 0 ? (
        <>
          <Table aria-label="Checkpoints">
            <TableHead>
              <TableRow>
                <HeadCell className="w-24 text-right">events</HeadCell>
                <HeadCell className="w-40">signed</HeadCell>
                <HeadCell>root</HeadCell>
                <HeadCell className="w-28">
                  <span className="sr-only">download</span>
                </HeadCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {items.map(({ size, at, note }) => (
                <TableRow key={size} className="gap-x-3 @max-2xl:py-2">
                  <Cell className="font-mono @2xl:text-right">
                    {size}
                    <span className="font-sans @2xl:hidden"> events</span>
                  </Cell>
                  <Cell className="text-ink-muted">
                    <TimeAgo instant={at} />
                  </Cell>
                  <Cell className="font-mono wrap-anywhere @max-2xl:w-full">
                    {note.split('\n')[2]}
                  </Cell>
                  <Cell className="@2xl:text-right">
                    <a
                      href={`data:text/plain;charset=utf-8,${encodeURIComponent(note)}`}
                      download={`audit-${size}.checkpoint`}
                      aria-label={`Download the checkpoint of ${size} events`}
                      className="text-accent underline"
                    >
                      Download
                    </a>
                  </Cell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
          <ListFoot shown={count(items.length, 'checkpoint')} more={list} />
        </>
      ) : null}
    </>
  );
}
