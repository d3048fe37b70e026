'use client';

import type { MemberSummary } from '@/lib/contracts/member';
import { Status } from '@/components/ui/status';
import { Cell, TableRow } from '@/components/ui/table';
import { TimeAgo } from '@/components/ui/time-ago';
import { RoleChip } from './role-chip';

interface MemberRowProps {
  readonly member: MemberSummary;
  readonly onOpen: () => void;
}

const quiet = 'text-ink-muted @max-2xl:order-1 @max-2xl:text-12';

/** One person, with his roles by scope. */
export function MemberRow({ member, onOpen }: MemberRowProps) {
  return (
    <TableRow className="gap-x-3 hover:bg-panel @max-2xl:pb-2">
      <Cell className="py-1 @max-2xl:min-w-0 @max-2xl:basis-full">
        <button
          type="button"
          data-member={member.id}
          onClick={onOpen}
          className="block max-w-full min-h-6 text-left pointer-coarse:min-h-11"
        >
          <span className="block truncate font-medium">{member.name}</span>
          {member.name === member.email ? null : (
            <span className="block truncate text-12 text-ink-muted">{member.email}</span>
          )}
        </button>
      </Cell>
      <Cell className="py-1.5 whitespace-normal @max-2xl:basis-full">
        <span className="flex flex-wrap gap-1">
          {member.grants.map((grant) => (
            <RoleChip key={grant.id} grant={grant} />
          ))}
          {member.grants.length === 0 ? <span className="text-ink-muted">no role</span> : null}
        </span>
      </Cell>
      <Cell className={quiet}>
        <span className="@2xl:hidden">last seen </span>
        {member.lastSeenAt ? <TimeAgo instant={member.lastSeenAt} /> : 'never'}
      </Cell>
      <Cell className={quiet}>
        <span className="@2xl:hidden">second factor </span>
        {member.secondFactor ? 'on' : 'off'}
      </Cell>
      <Cell className="@max-2xl:order-1 @max-2xl:text-12">
        {member.deactivatedAt ? (
          <Status tone="unknown">deactivated</Status>
        ) : (
          <Status tone="fine">active</Status>
        )}
      </Cell>
    </TableRow>
  );
}

/** The button of the first person in the list. */
export function firstMember(): HTMLElement | null {
  return document.querySelector<HTMLElement>('[data-member]');
}
