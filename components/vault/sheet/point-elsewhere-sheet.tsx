'use client';

import type { ScopeSummary } from '@/lib/contracts/scope';
import type { SecretSummary } from '@/lib/contracts/secret';
import { Button } from '@/components/ui/button';
import { DialogActions } from '@/components/ui/dialog';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { Sheet } from '@/components/ui/sheet';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';
import { AliasField } from '../value/alias-field';
import { checkValueForm } from '../value/check-value-form';
import { ReasonField } from '../value/reason-field';
import { rowOf } from '../list/row-of';
import { WorkersAfter } from '../workers-after';

interface PointElsewhereSheetProps {
  readonly secret: SecretSummary;
  readonly reach: readonly ScopeSummary[];
  readonly action: FormTarget<SecretSummary>;
  readonly onClose: () => void;
  readonly onPointed: (secret: SecretSummary) => void;
}

/** Gives an alias another target. */
export function PointElsewhereSheet(props: PointElsewhereSheetProps) {
  const { secret, reach, action, onClose, onPointed } = props;
  const { key, scope, aliasOf } = secret;
  const toast = useToast();
  return (
    <Sheet
      finalFocus={() => rowOf(key) ?? true}
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={
        <>
          Point <span className="font-mono">{key}</span> elsewhere
        </>
      }
    >
      <ActionForm
        action={action}
        fields={['aliasOf', 'reason']}
        check={checkValueForm}
        onDone={(pointed) => {
          toast({
            title: `${key} points to ${pointed.aliasOf?.key ?? 'another secret'}`,
            description: pointed.aliasOf?.path,
            mono: true,
          });
          onPointed(pointed);
        }}
      >
        <p className="mb-2">
          In <span className="font-mono">{scope.path}</span>, now an alias of{' '}
          <span className="font-mono wrap-anywhere">{aliasOf?.key}</span> in{' '}
          <span className="font-mono wrap-anywhere">{aliasOf?.path}</span>. What starts after this
          gets the other one.
        </p>
        <p className="mb-4">
          <WorkersAfter secret={secret} goOn="with the other value" />
        </p>
        <input type="hidden" name="scope" value={scope.path} />
        <input type="hidden" name="key" value={key} />
        <input type="hidden" name="source" value="alias" />
        <AliasField label="Alias of" reach={reach} self={{ key, path: scope.path }} />
        <ReasonField />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton>Point elsewhere</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Sheet>
  );
}
