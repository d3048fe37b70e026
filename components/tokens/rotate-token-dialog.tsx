'use client';

import type { MadeToken, TokenSummary } from '@/lib/contracts/token';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { SelectField } from '@/components/ui/select-field';
import { SubmitButton } from '@/components/ui/submit-button';

interface RotateTokenDialogProps {
  readonly token: TokenSummary;
  readonly action: FormTarget<MadeToken>;
  readonly onClose: () => void;
  readonly onMade: (token: MadeToken) => void;
}

const OVERLAPS = [
  { value: '0', label: 'At once' },
  { value: '3600', label: 'In 1 hour' },
  { value: '86400', label: 'In 24 hours' },
  { value: '604800', label: 'In 7 days' },
];

export function RotateTokenDialog({ token, action, onClose, onMade }: RotateTokenDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`Rotate ${token.name}`}
    >
      <ActionForm action={action} fields={['overlapSeconds']} onDone={onMade}>
        <input type="hidden" name="id" value={token.id} />
        <p className="mb-4">
          Makes a new token with the same scope, permissions and names, shown once. Until the old
          one ends both work, so that you can put the new one in place.
        </p>
        <SelectField
          name="overlapSeconds"
          label="The old token ends"
          defaultValue="86400"
          choices={OVERLAPS}
        />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton>Rotate token</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Dialog>
  );
}
