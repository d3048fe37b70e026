'use client';

import type { Connector } from '@/lib/contracts/connector';
import { Button } from '@/components/ui/button';
import { count } from '@/components/ui/count';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { ActionForm } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';
import type { ConnectorActions } from './connector-actions';

interface DeleteConnectorDialogProps {
  readonly connector: Connector;
  readonly action: ConnectorActions['remove'];
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

export function DeleteConnectorDialog(props: DeleteConnectorDialogProps) {
  const { connector, action, onClose, onDeleted } = props;
  const { id, slug, name, secrets, version } = connector;
  const toast = useToast();
  return (
    <Dialog
      alert
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`Delete ${name}?`}
    >
      <ActionForm
        action={action}
        fields={[]}
        onDone={() => {
          toast({ title: `Connector ${slug} deleted` });
          onDeleted();
        }}
      >
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="version" value={version} />
        <p>
          Its credentials are destroyed here; they stay valid at the backend until they are revoked
          there. The values there stay as they are.
        </p>
        {secrets > 0 ? (
          <p className="mt-2">
            {count(secrets, 'secret')} {secrets === 1 ? 'is' : 'are'} fetched through it, those in
            the bin included: it can be deleted when there is none.
          </p>
        ) : null}
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton tone="danger">Delete connector</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Dialog>
  );
}
