'use client';

import type { FormIssue } from '@/lib/contracts/form-state';
import type { MemberGrant } from '@/lib/contracts/member';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { OwnGrant } from '@/lib/contracts/own-grant';
import { Button } from '@/components/ui/button';
import { DialogActions } from '@/components/ui/dialog';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { Sheet } from '@/components/ui/sheet';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import { useToast } from '@/components/ui/toast';
import { placeOf } from './role-chip';
import { RoleFields } from './role-fields';

interface GrantRoleSheetProps {
  readonly scopes: readonly ScopeSummary[];
  readonly grants: readonly OwnGrant[];
  /** The scope of the address, chosen at first. */
  readonly scope: ScopeSummary;
  /** An e-mail, or empty. */
  readonly person: string;
  readonly action: FormTarget<MemberGrant>;
  readonly onClose: () => void;
  readonly onGranted: () => void;
}

function check(form: FormData): readonly FormIssue[] {
  const named = String(form.get('person') ?? '').trim() !== '';
  const message = 'Enter the e-mail of somebody who has an account here.';
  return named ? [] : [{ pointer: '/person', message }];
}

/** Gives somebody who has an account a role. */
export function GrantRoleSheet(props: GrantRoleSheetProps) {
  const toast = useToast();
  return (
    <Sheet open onOpenChange={(open) => (open ? undefined : props.onClose())} title="Grant role">
      <ActionForm
        action={props.action}
        check={check}
        fields={['person', 'role', 'scope']}
        onDone={(grant) => {
          toast({ title: `${grant.role} on ${placeOf(grant)} granted` });
          props.onGranted();
        }}
      >
        <TextField
          name="person"
          label="E-mail"
          type="email"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          defaultValue={props.person}
        />
        <RoleFields scopes={props.scopes} grants={props.grants} scope={props.scope} />
        <DialogActions>
          <Button onClick={props.onClose}>Cancel</Button>
          <SubmitButton>Grant role</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Sheet>
  );
}
