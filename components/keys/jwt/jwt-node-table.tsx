import type { JwtStatus } from '@/lib/contracts/jwt';
import { Status } from '@/components/ui/status';
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table';
import { TimeAgo } from '@/components/ui/time-ago';

interface JwtNodeTableProps {
  readonly nodes: JwtStatus['nodes'];
  /** The name of the secret that each of them should have. */
  readonly wanted: string;
}

/** The running nodes: the secret each was given, and the older one it still accepts. */
export function JwtNodeTable({ nodes, wanted }: JwtNodeTableProps) {
  return (
    <Table aria-label="Nodes">
      <TableHead>
        <TableRow>
          <HeadCell>node, process</HeadCell>
          <HeadCell className="w-42">has</HeadCell>
          <HeadCell className="w-42">also accepts</HeadCell>
          <HeadCell className="w-46">state</HeadCell>
          <HeadCell className="w-24">started</HeadCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {nodes.map((node) => (
          <TableRow key={`${node.host} ${node.pid}`} className="gap-x-3 @max-2xl:py-2">
            <Cell className="@max-2xl:w-full">
              <span className="font-mono">{node.host}</span>{' '}
              <span className="text-ink-muted">{node.pid}</span>
            </Cell>
            <Cell className="font-mono">{node.current}</Cell>
            <Cell>
              <span className="text-ink-muted @2xl:hidden">accepts </span>
              <span className="font-mono">{node.previous ?? 'no other'}</span>
            </Cell>
            <Cell>
              <NodeState node={node} wanted={wanted} />
            </Cell>
            <Cell className="text-ink-muted">
              <span className="@2xl:hidden">started </span>
              <TimeAgo instant={node.startedAt} />
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function NodeState(props: { readonly node: JwtStatus['nodes'][number]; readonly wanted: string }) {
  const { node, wanted } = props;
  if (node.current !== wanted) return <Status tone="due">another secret</Status>;
  return (
    <Status tone={node.previous ? 'unknown' : 'fine'}>
      {node.previous ? 'accepts the old one' : 'ready'}
    </Status>
  );
}
