'use client';

import type { MemberDetails, MemberGrant } from '@/lib/contracts/member';
import { Button } from '@/components/ui/button';
import { count } from '@/components/ui/count';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';
import { placeOf } from './role-chip';

interface RevokeRoleDialogProps {
  readonly member: MemberDetails;
  readonly grant: MemberGrant;
  readonly action: FormTarget<unknown>;
  readonly onClose: () => void;
  readonly onRevoked: () => void;
}

/** Says before a role goes what ends with it, and what does not. */
export function RevokeRoleDialog(props: RevokeRoleDialogProps) {
  const { member, grant, action, onClose, onRevoked } = props;
  const toast = useToast();
  const what = `${grant.role} on ${placeOf(grant)}`;
  return (
    <Dialog
      alert
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`Take ${what} away from ${member.name}?`}
    >
      <ActionForm
        action={action}
        fields={[]}
        onDone={() => {
          toast({ title: `${member.name} is not ${what} any more` });
          onRevoked();
        }}
      >
        <input type="hidden" name="person" value={member.id} />
        <input type="hidden" name="grant" value={grant.id} />
        <ul className="list-disc space-y-1 pl-4">
          <li>What only this role gives is refused from the next act on.</li>
          <li>Sessions stay, and so do the other roles.</li>
          {member.tokens.length > 0 ? (
            <li>
              {count(member.tokens.length, 'token')} this person made{' '}
              {member.tokens.length === 1 ? 'keeps' : 'keep'} working. Revoke what should not.
            </li>
          ) : null}
        </ul>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton tone="danger">Take role away</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Dialog>
  );
}
