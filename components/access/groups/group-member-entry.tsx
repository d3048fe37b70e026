import type { GroupMember } from '@/lib/contracts/group';
import { Button } from '@/components/ui/button';
import { Status } from '@/components/ui/status';

interface GroupMemberEntryProps {
  readonly member: GroupMember;
  readonly onRemove: (() => void) | undefined;
}

/** One person of a group; whom only the identity provider put there is taken out there. */
export function GroupMemberEntry({ member, onRemove }: GroupMemberEntryProps) {
  const { name, email, deactivatedAt, sources, removable } = member;
  const added = sources.includes('console');
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-3 gap-y-0.5 border-b border-line py-1.5">
      <span className="min-w-0 flex-1 basis-48">
        <span className="block truncate font-medium">{name}</span>
        <span className="block truncate text-12 text-ink-muted">{email}</span>
        {sources.includes('provider') ? (
          <span className="block text-12 text-ink-muted">
            by sign-on{added ? ', and added here' : ''}
          </span>
        ) : null}
      </span>
      {deactivatedAt ? <Status tone="unknown">deactivated</Status> : null}
      {onRemove && removable.length > 0 ? (
        <Button tone="quiet-danger" aria-label={`Take ${name} out`} onClick={onRemove}>
          Take out…
        </Button>
      ) : null}
    </li>
  );
}
