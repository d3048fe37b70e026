'use client';

import type { SessionSummary } from '@/lib/contracts/account';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { Status } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table';
import { TimeAgo } from '@/components/ui/time-ago';
import { browserName } from './browser-name';

interface SessionTableProps {
  readonly sessions: readonly SessionSummary[];
  /** Takes `id`. */
  readonly action: FormTarget<unknown>;
  readonly onEnded: () => void;
}

export function SessionTable({ sessions, action, onEnded }: SessionTableProps) {
  return (
    <Table aria-label="Your sessions">
      <TableHead>
        <TableRow>
          <HeadCell>browser</HeadCell>
          <HeadCell className="w-36">signed in</HeadCell>
          <HeadCell className="w-36">last seen</HeadCell>
          <HeadCell className="w-32">
            <span className="sr-only">actions</span>
          </HeadCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {sessions.map((session) => (
          <TableRow key={session.id} className="items-center gap-x-3 py-1">
            <Cell className="@max-2xl:w-full">
              <span title={session.userAgent ?? undefined}>{browserName(session.userAgent)}</span>
            </Cell>
            <Cell className="text-ink-muted">
              <TimeAgo instant={session.createdAt} />
            </Cell>
            <Cell className="text-ink-muted">
              <span className="@2xl:hidden">last seen </span>
              <TimeAgo instant={session.lastSeenAt} />
            </Cell>
            <Cell className="overflow-visible text-right @max-2xl:ml-auto">
              {session.current ? (
                <Status tone="fine">this one</Status>
              ) : (
                <ActionForm action={action} fields={[]} onDone={onEnded}>
                  <input type="hidden" name="id" value={session.id} />
                  <SubmitButton tone="quiet-danger">End session</SubmitButton>
                </ActionForm>
              )}
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
