'use client';

import type { GroupSummary } from '@/lib/contracts/group';
import { NamedFields } from '@/components/scopes/named-fields';
import { Button } from '@/components/ui/button';
import { DialogActions } from '@/components/ui/dialog';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { Sheet } from '@/components/ui/sheet';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';
import { ProviderNameField } from './provider-name-field';

interface NewGroupSheetProps {
  readonly action: FormTarget<GroupSummary>;
  readonly onClose: () => void;
  readonly onMade: (group: GroupSummary) => void;
}

export function NewGroupSheet({ action, onClose, onMade }: NewGroupSheetProps) {
  const toast = useToast();
  return (
    <Sheet open onOpenChange={(open) => (open ? undefined : onClose())} title="New group">
      <ActionForm
        action={action}
        fields={['name', 'slug', 'externalName']}
        onDone={(group) => {
          toast({ title: `${group.name} made`, description: 'Add its people and its roles now.' });
          onMade(group);
        }}
      >
        <NamedFields
          placeholder="Platform engineers"
          hint="Scripts and the audit log name it so: it is never changed."
        />
        <ProviderNameField />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton>Make group</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Sheet>
  );
}
