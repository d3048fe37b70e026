'use client';

import type { ReactNode } from 'react';
import type { FormIssue } from '@/lib/contracts/form-state';
import type { MemberDetails } from '@/lib/contracts/member';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';

interface PersonDialogProps {
  readonly member: MemberDetails;
  readonly title: string;
  readonly action: FormTarget<unknown>;
  readonly verb: string;
  /** Said once it is done. */
  readonly done: string;
  readonly danger?: boolean | undefined;
  readonly check?: ((form: FormData) => readonly FormIssue[]) | undefined;
  readonly onClose: () => void;
  readonly onDone: () => void;
  readonly children: ReactNode;
}

/** Asks before something is done to one person. */
export function PersonDialog(props: PersonDialogProps) {
  const { member, title, action, verb, done, danger = false, check, onClose, onDone } = props;
  const toast = useToast();
  return (
    <Dialog alert open onOpenChange={(open) => (open ? undefined : onClose())} title={title}>
      <ActionForm
        action={action}
        check={check}
        fields={[]}
        onDone={() => {
          toast({ title: done });
          onDone();
        }}
      >
        <input type="hidden" name="person" value={member.id} />
        <div>{props.children}</div>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton tone={danger ? 'danger' : 'primary'}>{verb}</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Dialog>
  );
}
