import type { ReactNode } from 'react';
import type { Protection } from '@/lib/contracts/managed-secret';
import { BackendsTabs } from '@/components/backends/backends-tabs';
import { RuntimeInputTable } from '@/components/keys/facts/runtime-input-table';
import { Section } from '@/components/keys/facts/section';
import { Status } from '@/components/ui/status';
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table';

const text = 'whitespace-normal py-2 align-top @max-2xl:w-full @max-2xl:py-0';

/** What keeps each thing here safe, under which key, and where that key is. */
export function ProtectionPanel({ protection }: { readonly protection: Protection }) {
  const { rows, local } = protection;
  return (
    <div className="max-w-320">
      <h1 className="mb-2 text-20 font-medium">What protects what</h1>
      <BackendsTabs current="/backends/protection" />
      <p className="mb-4 max-w-176 text-ink-muted">
        As this installation is configured now. What it does not use is marked so.
      </p>
      <ProtectionTable rows={rows} />
      <Section title="Sealed here, or at an external backend">
        <p className="max-w-176">{local.verdict}</p>
        <Points title="An external backend is the better choice where">{local.better}</Points>
        <Points title="What stays the same, or gets worse">{local.same}</Points>
      </Section>
      <Section
        title="Runtime inputs"
        intro="Which secret input reaches which process, whether it must, and when it is read. Values are not shown."
      >
        <RuntimeInputTable />
      </Section>
    </div>
  );
}

function ProtectionTable({ rows }: Pick<Protection, 'rows'>) {
  return (
    <Table aria-label="What protects what">
      <TableHead>
        <TableRow>
          <HeadCell className="w-52">what</HeadCell>
          <HeadCell>protected by</HeadCell>
          <HeadCell>key</HeadCell>
          <HeadCell>where the key is</HeadCell>
          <HeadCell className="w-60">here</HeadCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.what} className="@max-2xl:py-2">
            <Cell className={`${text} font-medium`}>{row.what}</Cell>
            <Cell className={text}>{row.protectedBy}</Cell>
            <Cell className={text}>
              <Label>Key: </Label>
              {row.key}
            </Cell>
            <Cell className={`${text} break-words`}>
              <Label>Where: </Label>
              {row.keyIn}
            </Cell>
            <Cell className={text}>
              {row.used ? null : <Status tone="unknown">not used by this installation</Status>}
              <span className="block text-ink-muted">{row.note}</span>
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function Label({ children }: { readonly children: ReactNode }) {
  return <span className="text-ink-muted @2xl:hidden">{children}</span>;
}

interface PointsProps {
  readonly title: string;
  readonly children: readonly string[];
}

function Points({ title, children }: PointsProps) {
  return (
    <>
      <h3 className="mt-4 mb-1 font-medium">{title}</h3>
      <ul className="max-w-176 list-disc space-y-1 pl-4">
        {children.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </>
  );
}
