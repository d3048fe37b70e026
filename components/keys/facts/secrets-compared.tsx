import { Status } from '@/components/ui/status';
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table';

const text = 'whitespace-normal py-2 align-top @max-2xl:w-full @max-2xl:py-0';

const ROWS = [
  {
    name: 'JWT secret',
    variable: 'JWT_SECRET',
    does: 'Signs session cookies and OAuth state. Opens no stored value.',
    costs:
      'A moment, or a restart of each node where you deploy it. Nobody is signed out while the old one is still accepted.',
    lost: 'Everybody signs in again. Nothing else is lost.',
  },
  {
    name: 'Master key',
    variable: 'KEYSTOW_MASTER_KEY',
    does: 'Opens the root key, and through it every stored value. Signs nobody in.',
    costs: 'A moment, or a restart of each node where you deploy it. No value is entered again.',
    lost: 'Every stored value is lost.',
  },
] as const;

/** Tells the secret that signs from the key that opens: they are mixed up most, and must differ. */
export function SecretsCompared({ shared }: { readonly shared: readonly string[] }) {
  return (
    <>
      <Table aria-label="JWT secret and master key">
        <TableHead>
          <TableRow>
            <HeadCell className="w-44">secret</HeadCell>
            <HeadCell>what it is for</HeadCell>
            <HeadCell>what changing it costs</HeadCell>
            <HeadCell className="w-56">when it is lost</HeadCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {ROWS.map((row) => (
            <TableRow key={row.name} className="@max-2xl:py-2">
              <Cell className={text}>
                {row.name}
                <span className="block font-mono text-12 text-ink-muted">{row.variable}</span>
              </Cell>
              <Cell className={text}>{row.does}</Cell>
              <Cell className={text}>
                <span className="text-ink-muted @2xl:hidden">Changing it: </span>
                {row.costs}
              </Cell>
              <Cell className={text}>
                <span className="text-ink-muted @2xl:hidden">Lost: </span>
                {row.lost}
              </Cell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <p className="mt-2">
        <Differ shared={shared} />
      </p>
    </>
  );
}

function Differ({ shared }: { readonly shared: readonly string[] }) {
  if (shared.length > 0) {
    return (
      <Status tone="danger">
        {shared.join(', ')}: the master key, or derived from it. Set a secret of its own.
      </Status>
    );
  }
  return (
    <Status tone="fine">
      Checked just now: no other key that is configured is the master key, as written, decoded or
      derived.
    </Status>
  );
}
