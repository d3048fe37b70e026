'use client';

import { useRef } from 'react';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { SecretSummary } from '@/lib/contracts/secret';
import { SECRET_TYPES } from '@/lib/domain/secret-kinds';
import { Button } from '@/components/ui/button';
import { DialogActions } from '@/components/ui/dialog';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import type { SecretFieldHandle } from '@/components/ui/secret-field';
import { SelectField } from '@/components/ui/select-field';
import { Sheet } from '@/components/ui/sheet';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import { useToast } from '@/components/ui/toast';
import { guessType } from '@/lib/domain/guess-type';
import { NameField } from './name-field';
import { rowOf } from './row-of';
import { sealedToast } from './sealed-toast';
import { TAB, TYPE_WORD } from './secret-words';
import { ValueField } from './value-field';

interface SealSecretSheetProps {
  readonly scope: ScopeSummary;
  /** What the scope is known to hold, to say beforehand when a name would be replaced. */
  readonly secrets: readonly SecretSummary[];
  readonly action: FormTarget<SecretSummary>;
  readonly onClose: () => void;
  readonly onSealed: (secret: SecretSummary) => void;
  /** Receives several lines that were pasted as a name. */
  readonly onLines: (lines: string) => void;
}

const TYPE_CHOICES = SECRET_TYPES.map((type) => ({ value: type, label: TYPE_WORD[type] }));

/** Seals a new secret. Its value goes from the field into one request and nowhere else. */
export function SealSecretSheet(props: SealSecretSheetProps) {
  const { scope, secrets, action, onClose, onSealed } = props;
  const value = useRef<Pick<SecretFieldHandle, 'fill'>>(null);
  const type = useRef<HTMLSelectElement>(null);
  const version = useRef<HTMLInputElement>(null);
  const typeChosen = useRef(false);
  const sealedKey = useRef<string | null>(null);
  const toast = useToast();
  const versionOf = (name: string) => secrets.find((secret) => secret.key === name)?.version;

  return (
    <Sheet
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      finalFocus={() => (sealedKey.current === null ? true : (rowOf(sealedKey.current) ?? true))}
      title="Seal secret"
    >
      <ActionForm
        action={action}
        fields={['key', 'type', 'value', 'reason']}
        onDone={(secret) => {
          sealedKey.current = secret.key;
          toast(sealedToast(secret));
          onSealed(secret);
        }}
      >
        <p className="mb-4">
          Into {TAB[scope.kind].label} · <span className="font-mono">{scope.path}</span>; it reaches{' '}
          {TAB[scope.kind].reach}.
        </p>
        <input type="hidden" name="scope" value={scope.path} />
        {/* A name that is not known to exist must be new: the list may not show every one. */}
        <input ref={version} type="hidden" name="ifVersion" defaultValue="0" />
        <NameField
          onName={(name) => {
            if (type.current && !typeChosen.current) type.current.value = guessType(name);
            if (version.current) version.current.value = String(versionOf(name) ?? 0);
          }}
          onValue={(text) => value.current?.fill(text)}
          onLines={props.onLines}
          versionOf={versionOf}
        />
        <SelectField
          ref={type}
          name="type"
          label="Type"
          defaultValue="generic"
          choices={TYPE_CHOICES}
          onChange={() => {
            typeChosen.current = true;
          }}
        />
        <ValueField ref={value} label="Value" />
        <TextField
          name="reason"
          label="Reason"
          optional
          autoComplete="off"
          hint="Goes into the audit log. Do not put the value here."
        />
        <p>Nobody, you included, can read this again. Keep your own copy if you need one.</p>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton>Seal secret</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Sheet>
  );
}
