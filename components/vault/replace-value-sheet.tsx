'use client';

import type { SecretSummary } from '@/lib/contracts/secret';
import { Button } from '@/components/ui/button';
import { DialogActions } from '@/components/ui/dialog';
import { Fingerprint } from '@/components/ui/fingerprint';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { Sheet } from '@/components/ui/sheet';
import { TextField } from '@/components/ui/text-field';
import { useToast } from '@/components/ui/toast';
import { decideAnew, EarlierChange, SubmitReplacement } from './earlier-change';
import { rowOf } from './row-of';
import { sealedToast } from './sealed-toast';
import { ValueField } from './value-field';

interface ReplaceValueSheetProps {
  readonly secret: SecretSummary;
  readonly action: FormTarget<SecretSummary>;
  readonly onClose: () => void;
  readonly onReplaced: (secret: SecretSummary) => void;
}

/** Seals a new version of a secret that is there already. */
export function ReplaceValueSheet(props: ReplaceValueSheetProps) {
  const { secret, action, onClose, onReplaced } = props;
  const toast = useToast();
  return (
    <Sheet
      finalFocus={() => rowOf(secret.key) ?? true}
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={
        <>
          Replace value of <span className="font-mono">{secret.key}</span>
        </>
      }
    >
      <ActionForm
        action={action}
        fields={['value', 'reason', 'ifVersion']}
        check={decideAnew}
        onDone={(replaced) => {
          toast(sealedToast(replaced));
          onReplaced(replaced);
        }}
      >
        <p className="mb-4">
          In <span className="font-mono">{secret.scope.path}</span>, now version{' '}
          {secret.version ?? '–'} with fingerprint <Fingerprint hex={secret.fingerprint} />. What
          runs keeps the value it has; what starts after this gets the new one.
        </p>
        <input type="hidden" name="scope" value={secret.scope.path} />
        <input type="hidden" name="key" value={secret.key} />
        <input type="hidden" name="type" value={secret.type} />
        <input type="hidden" name="ifVersion" defaultValue={secret.version ?? 0} />
        <ValueField label="New value" />
        <TextField
          name="reason"
          label="Reason"
          optional
          autoComplete="off"
          hint="Goes into the audit log. Do not put the value here."
        />
        <p>Nobody, you included, can read this again. Keep your own copy if you need one.</p>
        <EarlierChange name={secret.key} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitReplacement />
        </DialogActions>
      </ActionForm>
    </Sheet>
  );
}
