'use client';

import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { Status } from '@/components/ui/status';
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table';
import { ReadRefused } from '@/components/requests/read-refused';
import { useRuntimeInputs } from '../use-keys';

const text = 'whitespace-normal py-2 align-top @max-2xl:w-full @max-2xl:py-0';

/** Which secret input reaches which process, whether it must, and when it is read. Presence only. */
export function RuntimeInputTable() {
  const inputs = useRuntimeInputs();
  if (inputs.isPending) return <SkeletonRows rows={6} label="Loading runtime inputs" />;
  if (inputs.isError) {
    const retry = () => void inputs.refetch();
    return <ReadRefused what="The runtime inputs" error={inputs.error} onRetry={retry} />;
  }
  return (
    <Table aria-label="Runtime inputs">
      <TableHead>
        <TableRow>
          <HeadCell className="w-60">input</HeadCell>
          <HeadCell>what for</HeadCell>
          <HeadCell className="w-44">required</HeadCell>
          <HeadCell className="w-44">read</HeadCell>
          <HeadCell className="w-40">set</HeadCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {inputs.data.items.map((input) => (
          <TableRow key={input.name} className="@max-2xl:py-2">
            <Cell className={`${text} font-mono text-12 break-words`}>{input.name}</Cell>
            <Cell className={text}>{input.purpose}</Cell>
            <Cell className={`${text} text-ink-muted`}>
              <span className="@2xl:hidden">Required: </span>
              {input.required}
            </Cell>
            <Cell className={`${text} text-ink-muted`}>
              <span className="@2xl:hidden">Read </span>by {input.readBy}, {input.when}
            </Cell>
            <Cell className={text}>
              <Status tone={input.set ? 'fine' : 'unknown'}>
                {input.set ? (input.source ?? 'set') : 'not set'}
              </Status>
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
