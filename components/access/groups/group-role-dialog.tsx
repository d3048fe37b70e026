'use client';

import type { GroupSummary } from '@/lib/contracts/group';
import type { MemberGrant } from '@/lib/contracts/member';
import type { FormTarget } from '@/components/ui/form';
import { placeOf } from '../role-chip';
import { GroupDialog } from './group-dialog';
import { peopleIn } from './people-in';

interface GroupRoleDialogProps {
  readonly group: GroupSummary;
  readonly grant: MemberGrant;
  readonly action: FormTarget<unknown>;
  readonly onClose: () => void;
  readonly onRevoked: () => void;
}

export function GroupRoleDialog(props: GroupRoleDialogProps) {
  const { group, grant, action, onClose, onRevoked } = props;
  const what = `${grant.role} on ${placeOf(grant)}`;
  return (
    <GroupDialog
      {...{ group, action, onClose }}
      title={`Take ${what} away from ${group.name}?`}
      verb="Take role away"
      done={`${group.name} is not ${what} any more`}
      onDone={onRevoked}
    >
      <input type="hidden" name="grant" value={grant.id} />
      <ul className="list-disc space-y-1 pl-4">
        <li>{peopleIn(group.members)} lose at once what only this role gives.</li>
        <li>Sessions stay. Tokens that they made keep working: revoke what should not.</li>
      </ul>
    </GroupDialog>
  );
}
