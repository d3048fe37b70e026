'use client';

import type { TokenSummary } from '@/lib/contracts/token';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { TimeAgo } from '@/components/ui/time-ago';
import { useToast } from '@/components/ui/toast';

interface RevokeTokenDialogProps {
  readonly token: TokenSummary;
  readonly action: FormTarget<unknown>;
  readonly onClose: () => void;
  readonly onRevoked: () => void;
}

/** Says what stops working before it does. */
export function RevokeTokenDialog({ token, action, onClose, onRevoked }: RevokeTokenDialogProps) {
  const toast = useToast();
  return (
    <Dialog
      alert
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`Revoke ${token.name}?`}
    >
      <ActionForm
        action={action}
        fields={[]}
        onDone={() => {
          toast({ title: `Token ${token.name} revoked`, description: 'it opens nothing any more' });
          onRevoked();
        }}
      >
        <input type="hidden" name="id" value={token.id} />
        <ul className="list-disc space-y-1 pl-4">
          <li>
            Whatever uses it is refused at once on{' '}
            <span className="font-mono">{token.scope.path}</span> and below:{' '}
            <span className="font-mono text-12">{token.permissions.join(', ')}</span>.
          </li>
          <li>
            {token.lastUsedAt ? (
              <>
                It was last used <TimeAgo instant={token.lastUsedAt} />.
              </>
            ) : (
              'It was never used.'
            )}
          </li>
          <li>Programs that already run keep the values they have.</li>
          <li>It cannot be brought back. To change it without a gap, rotate it instead.</li>
        </ul>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton tone="danger">Revoke token</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Dialog>
  );
}
