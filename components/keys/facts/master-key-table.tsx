import type { KeyOverview } from '@/lib/contracts/keys';
import { Status } from '@/components/ui/status';
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table';
import { TimeAgo } from '@/components/ui/time-ago';

type MasterKeyRow = KeyOverview['masterKeys'][number];

/** Every master key the installation has known, for ever. */
export function MasterKeyTable({ rows }: { readonly rows: readonly MasterKeyRow[] }) {
  return (
    <Table aria-label="Master keys this installation has known">
      <TableHead>
        <TableRow>
          <HeadCell className="w-48">fingerprint</HeadCell>
          <HeadCell className="w-36">state</HeadCell>
          <HeadCell>came from</HeadCell>
          <HeadCell className="w-32">first seen</HeadCell>
          <HeadCell className="w-64">copy off the machine</HeadCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.fingerprint} className="gap-x-3 @max-2xl:py-2">
            <Cell className="font-mono @max-2xl:w-full">{row.fingerprint}</Cell>
            <Cell>
              <State state={row.state} />
            </Cell>
            <Cell className="text-ink-muted">
              <span title={row.source}>{row.source}</span>
            </Cell>
            <Cell className="text-ink-muted">
              <TimeAgo instant={row.firstSeenAt} />
            </Cell>
            <Cell>
              <span className="text-ink-muted @2xl:hidden">copy </span>
              <Copy row={row} />
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function State({ state }: { readonly state: MasterKeyRow['state'] }) {
  switch (state) {
    case 'active':
      return <Status tone="fine">in force</Status>;
    case 'staged':
      return <Status tone="due">staged, waits</Status>;
    case 'retained':
      return <Status tone="due">still opens</Status>;
    case 'retired':
      return <Status tone="unknown">retired</Status>;
  }
}

function Copy({ row }: { readonly row: MasterKeyRow }) {
  const { copyConfirmedAt, copyConfirmedBy, state } = row;
  if (copyConfirmedAt) {
    return (
      <Status tone="fine">
        <span title={copyConfirmedBy ?? undefined}>
          confirmed <TimeAgo instant={copyConfirmedAt} />
        </span>
      </Status>
    );
  }
  if (state !== 'active') return <span className="text-ink-muted">not confirmed</span>;
  return <Status tone="due">not confirmed</Status>;
}
