'use client';

import { useState } from 'react';
import type { FormIssue } from '@/lib/contracts/form-state';
import type { RoleSummary } from '@/lib/contracts/role';
import type { Permission } from '@/lib/domain/permissions';
import { NamedFields } from '@/components/scopes/named-fields';
import { Button } from '@/components/ui/button';
import { count } from '@/components/ui/count';
import { DialogActions } from '@/components/ui/dialog';
import { ActionForm } from '@/components/ui/form';
import { LinesField } from '@/components/ui/lines-field';
import { Sheet } from '@/components/ui/sheet';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import { useToast } from '@/components/ui/toast';
import { DeleteRoleDialog } from './delete-role-dialog';
import { PermissionFields } from './permission-fields';
import type { RoleActions } from './role-actions';

interface RoleSheetProps {
  /** Null for a new one. */
  readonly role: RoleSummary | null;
  readonly held: readonly Permission[];
  readonly actions: RoleActions;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Makes one field of the boxes, which a form would send once each. */
function prepare(form: FormData): readonly FormIssue[] {
  const permissions = form.getAll('permission').map(String);
  form.delete('permission');
  form.set('permissions', permissions.join(' '));
  const named = String(form.get('name') ?? '').trim() !== '';
  return [
    ...(named ? [] : [{ pointer: '/name', message: 'Say what people call it.' }]),
    ...(permissions.length > 0
      ? []
      : [{ pointer: '/permissions', message: 'Choose at least one.' }]),
  ];
}

/** What a role of the organization's own is called and gives. */
export function RoleSheet({ role, held, actions, onClose, onDone }: RoleSheetProps) {
  const toast = useToast();
  const [deleting, setDeleting] = useState(false);
  return (
    <Sheet
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={role ? `Role ${role.name}` : 'New role'}
    >
      <ActionForm
        action={role ? actions.change : actions.create}
        check={prepare}
        fields={['name', 'slug', 'description', 'permissions']}
        onDone={(made) => {
          toast({ title: role ? `${made.name} changed` : `${made.name} can be granted now` });
          onDone();
        }}
      >
        {role ? (
          <>
            <input type="hidden" name="role" value={role.slug} />
            <TextField name="name" label="Name" autoComplete="off" defaultValue={role.name} />
            <p className="mb-4 text-12 text-ink-muted">
              Its slug <span className="font-mono">{role.slug}</span> stays: grants and the audit
              log name it so.
            </p>
          </>
        ) : (
          <NamedFields
            placeholder="Release manager"
            hint="Grants, scripts and the audit log name it so: it is never changed."
          />
        )}
        <LinesField
          name="description"
          label="What it is for"
          optional
          rows={2}
          defaultValue={role?.description ?? ''}
        />
        <PermissionFields
          held={held}
          given={role?.permissions ?? ['scopes:read', 'secrets:list']}
        />
        {role ? (
          <p>
            {role.grants === 0 || role.grants === null
              ? 'A change takes effect at once for whoever holds it.'
              : `It is granted ${count(role.grants, 'time')}: a change takes effect there at once.`}{' '}
            Tokens keep what they were given when they were made.
          </p>
        ) : null}
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton>{role ? 'Change role' : 'Make role'}</SubmitButton>
        </DialogActions>
      </ActionForm>
      {role ? (
        <section aria-labelledby="role-danger" className="mt-5 border-t border-line pt-4">
          <h2 id="role-danger" className="mb-2 font-medium">
            Danger
          </h2>
          <Button tone="quiet-danger" onClick={() => setDeleting(true)}>
            Delete role…
          </Button>
        </section>
      ) : null}
      {role && deleting ? (
        <DeleteRoleDialog
          role={role}
          action={actions.remove}
          onClose={() => setDeleting(false)}
          onDeleted={onDone}
        />
      ) : null}
    </Sheet>
  );
}
