'use client';

import type { GroupSummary } from '@/lib/contracts/group';
import type { MemberGrant } from '@/lib/contracts/member';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { OwnGrant } from '@/lib/contracts/own-grant';
import { Button } from '@/components/ui/button';
import { DialogActions } from '@/components/ui/dialog';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { Sheet } from '@/components/ui/sheet';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';
import { placeOf } from '../role-chip';
import { RoleFields } from '../role-fields';
import { peopleIn } from './people-in';

interface GrantGroupRoleSheetProps {
  readonly group: GroupSummary;
  readonly scopes: readonly ScopeSummary[];
  readonly grants: readonly OwnGrant[];
  readonly scope: ScopeSummary;
  readonly action: FormTarget<MemberGrant>;
  readonly onClose: () => void;
  readonly onGranted: () => void;
}

export function GrantGroupRoleSheet(props: GrantGroupRoleSheetProps) {
  const { group, action, onClose, onGranted, ...fields } = props;
  const toast = useToast();
  return (
    <Sheet
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`Grant a role to ${group.name}`}
    >
      <ActionForm
        action={action}
        fields={['role', 'scope']}
        onDone={(grant) => {
          toast({ title: `${grant.role} on ${placeOf(grant)} granted to ${group.name}` });
          onGranted();
        }}
      >
        <input type="hidden" name="group" value={group.id} />
        <p className="mb-4">
          {group.members === 0
            ? 'Nobody is in it yet: whoever is added holds the role from then on.'
            : `${peopleIn(group.members)} will hold the role at once, and so will whoever is added.`}
        </p>
        <RoleFields {...fields} forGroup />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton>Grant role</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Sheet>
  );
}
