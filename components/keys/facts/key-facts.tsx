import type { KeyStatus } from '@/lib/contracts/key-status';
import { Status } from '@/components/ui/status';
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table';
import { TimeAgo } from '@/components/ui/time-ago';

/** The master key in force and every one this installation has known. Fingerprints only. */
export function KeyFacts({ status }: { readonly status: KeyStatus }) {
  const development = status.state === 'development';
  return (
    <div className="max-w-176">
      <h1 className="text-20 font-medium">Keys</h1>
      <dl className="mt-4 grid gap-x-6 gap-y-2 sm:grid-cols-[8rem_minmax(0,1fr)]">
        <dt className="text-ink-muted">Master key</dt>
        <dd className="font-mono wrap-anywhere">{status.fingerprint}</dd>
        <dt className="text-ink-muted">Comes from</dt>
        <dd>{status.source}</dd>
        <dt className="text-ink-muted">State</dt>
        <dd>
          <Status tone={development ? 'due' : 'fine'}>
            {development ? 'Development key' : 'Unlocked'}
          </Status>
        </dd>
      </dl>
      <p className="mt-4">
        {development
          ? 'This key is published with the source of Keystow: anybody can open what it seals. Production refuses it.'
          : 'Backups of the database do not hold this key. Keep a copy of it elsewhere: without it, no value can be opened again.'}
      </p>
      <h2 className="mt-6 mb-1 font-medium">Master keys this installation has known</h2>
      <Table>
        <TableHead>
          <TableRow>
            <HeadCell>Fingerprint</HeadCell>
            <HeadCell>Came from</HeadCell>
            <HeadCell>First used</HeadCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {status.history.map((row) => (
            <TableRow key={row.fingerprint} className="gap-x-3 @max-2xl:py-2">
              <Cell className="font-mono @max-2xl:w-full">{row.fingerprint}</Cell>
              <Cell className="text-ink-muted">{row.source}</Cell>
              <Cell className="text-ink-muted">
                <TimeAgo instant={row.firstSeenAt} />
              </Cell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
