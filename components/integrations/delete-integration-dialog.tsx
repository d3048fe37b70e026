'use client';

import type { Integration } from '@/lib/contracts/integration';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { ActionForm } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';
import type { IntegrationActions } from './integration-actions';

interface DeleteIntegrationDialogProps {
  readonly integration: Integration;
  readonly action: IntegrationActions['remove'];
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

export function DeleteIntegrationDialog(props: DeleteIntegrationDialogProps) {
  const { integration, action, onClose, onDeleted } = props;
  const { slug, scope, version, deliveredAs, name } = integration;
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
          toast({ title: `Integration ${slug} deleted` });
          onDeleted();
        }}
      >
        <input type="hidden" name="scope" value={`${scope.kind}:${scope.id}`} />
        <input type="hidden" name="slug" value={slug} />
        <input type="hidden" name="ifVersion" value={version} />
        <p>
          The next delivery to <span className="font-mono text-12">{scope.path}</span> and below is
          without <span className="font-mono text-12">{deliveredAs}</span>, or with that of a wider
          scope. Its schema and configuration are not kept; the secrets of the platform stay.
        </p>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton tone="danger">Delete integration</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Dialog>
  );
}
