'use client';

import type { ScopeSummary } from '@/lib/contracts/scope';
import type { ScopeKind } from '@/lib/domain/scope';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';
import { NamedFields } from './named-fields';

interface NewScopeDialogProps {
  readonly kind: ScopeKind;
  readonly parent: ScopeSummary;
  readonly action: FormTarget<ScopeSummary>;
  readonly onClose: () => void;
  readonly onCreated: (scope: ScopeSummary) => void;
}

const EXAMPLE: Readonly<Record<ScopeKind, string>> = {
  organization: 'acme',
  team: 'Payments',
  workspace: 'Production',
  app: 'Billing',
};

/** Makes a team, workspace or app. */
export function NewScopeDialog({ kind, parent, action, onClose, onCreated }: NewScopeDialogProps) {
  const toast = useToast();
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())} title={`New ${kind}`}>
      <ActionForm
        action={action}
        fields={['name', 'slug']}
        onDone={(scope) => {
          toast({ title: `${scope.name} created`, description: scope.path, mono: true });
          onCreated(scope);
        }}
      >
        <input type="hidden" name="kind" value={kind} />
        <input type="hidden" name="parent" value={parent.id} />
        <p className="mb-4">
          In the {parent.kind} <span className="font-medium">{parent.name}</span>.
        </p>
        <NamedFields
          placeholder={EXAMPLE[kind]}
          hint={`Its name in paths and in the API, unique within ${parent.name}: lower-case letters, digits and single hyphens.`}
        />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton>Create {kind}</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Dialog>
  );
}
