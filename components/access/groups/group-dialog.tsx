'use client';

import type { ReactNode } from 'react';
import type { FormIssue } from '@/lib/contracts/form-state';
import type { GroupSummary } from '@/lib/contracts/group';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';

export interface GroupDialogProps {
  readonly group: GroupSummary;
  readonly title: string;
  readonly verb: string;
  /** Said once it is done. */
  readonly done: string;
  readonly action: FormTarget<unknown>;
  readonly fields?: readonly string[] | undefined;
  readonly check?: ((form: FormData) => readonly FormIssue[]) | undefined;
  readonly onClose: () => void;
  readonly onDone: () => void;
  readonly children: ReactNode;
}

/** Asks before a group gives less. */
export function GroupDialog(props: GroupDialogProps) {
  const { group, title, verb, done, action, fields = [], check, onClose, onDone } = props;
  const toast = useToast();
  return (
    <Dialog alert open onOpenChange={(open) => (open ? undefined : onClose())} title={title}>
      <ActionForm
        action={action}
        fields={fields}
        check={check}
        onDone={() => {
          toast({ title: done });
          onDone();
        }}
      >
        <input type="hidden" name="group" value={group.id} />
        {props.children}
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton tone="danger">{verb}</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Dialog>
  );
}
