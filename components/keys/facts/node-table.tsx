import clsx from 'clsx';
import { Status } from '@/components/ui/status';
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table';
import { TimeAgo } from '@/components/ui/time-ago';
import { nodeState, type KeyNode } from './node-state';

interface NodeTableProps {
  readonly nodes: readonly KeyNode[];
  /** The key that every one of them should run on. */
  readonly wanted: string | null;
}

/** The running nodes: which key each runs on, and which its source holds for the next start. */
export function NodeTable({ nodes, wanted }: NodeTableProps) {
  return (
    <Table aria-label="Nodes">
      <TableHead>
        <TableRow>
          <HeadCell>node, process</HeadCell>
          <HeadCell className="w-42">runs on</HeadCell>
          <HeadCell className="w-42">its source holds</HeadCell>
          <HeadCell className="w-46">state</HeadCell>
          <HeadCell className="w-24">started</HeadCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {nodes.map((node) => {
          const { tone, words } = nodeState(node, wanted);
          return (
            <TableRow key={`${node.host} ${node.pid}`} className="gap-x-3 @max-2xl:py-2">
              <Cell className="@max-2xl:w-full">
                <span className="font-mono">{node.host}</span>{' '}
                <span className="text-ink-muted">{node.pid}</span>
              </Cell>
              <Cell>
                <Print label="runs on" fingerprint={node.fingerprint} wanted={wanted} />
              </Cell>
              <Cell>
                <Print label="source" fingerprint={node.sourceFingerprint} wanted={wanted} />
              </Cell>
              <Cell>
                <Status tone={tone}>{words}</Status>
              </Cell>
              <Cell className="text-ink-muted">
                <span className="@2xl:hidden">started </span>
                <TimeAgo instant={node.startedAt} />
              </Cell>
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}

function Print(props: {
  readonly label: string;
  readonly fingerprint: string | null;
  readonly wanted: string | null;
}) {
  const { label, fingerprint, wanted } = props;
  return (
    <>
      <span className="text-ink-muted @2xl:hidden">{label} </span>
      <span className={clsx('font-mono', fingerprint !== wanted && 'font-medium')}>
        {fingerprint ?? 'none'}
      </span>
    </>
  );
}
