'use client';

import { useState } from 'react';
import type { RotationWindow } from '@/lib/contracts/rotation';
import { LOOSER_DAYS_MAX, REASON_LENGTH_MAX, WINDOW_DAYS_MAX } from '@/lib/domain/rotation';
import { SECRET_TYPES, type SecretType } from '@/lib/domain/secret-kinds';
import { Button } from '@/components/ui/button';
import { count } from '@/components/ui/count';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { ActionForm, useFormRefusal } from '@/components/ui/form';
import { Kept } from '@/components/ui/kept';
import { LinesField } from '@/components/ui/lines-field';
import { SelectField } from '@/components/ui/select-field';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import { useToast } from '@/components/ui/toast';
import { TYPE_WORD } from '@/components/vault/secret-words';
import type { RotationActions } from './rotation-actions';

/** Of what the window is: one thing, or all secrets of a scope of which the type can be chosen. */
export type WindowTarget =
  | { readonly key: string; readonly present: number | null }
  | { readonly subject: string; readonly name: string; readonly present: number | null }
  | { readonly presentOf: (type: SecretType | null) => number | null };

interface SetWindowDialogProps {
  readonly scope: { readonly id: string; readonly path: string };
  readonly target: WindowTarget;
  readonly action: RotationActions['setWindow'];
  readonly onClose: () => void;
  readonly onDone: (made: RotationWindow) => void;
}

const FIELDS = ['type', 'days', 'reason', 'endsInDays'];

/** Says how old something may get. One that is looser than what holds needs more, and is only asked for. */
export function SetWindowDialog({ scope, target, action, onClose, onDone }: SetWindowDialogProps) {
  const toast = useToast();
  const [type, setType] = useState<SecretType | null>(null);
  const [days, setDays] = useState<number | null>(null);
  const present = 'presentOf' in target ? target.presentOf(type) : target.present;
  const of = nameOf(target) ?? scope.path;
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`Set a rotation window for ${of}`}
    >
      <ActionForm
        action={action}
        fields={FIELDS}
        onDone={(made) => {
          toast(toldOf(made, of));
          onDone(made);
        }}
      >
        <input type="hidden" name="scope" value={scope.id} />
        {'key' in target ? <input type="hidden" name="key" value={target.key} /> : null}
        {'subject' in target ? <input type="hidden" name="subject" value={target.subject} /> : null}
        {'presentOf' in target ? (
          <SelectField
            name="type"
            label="Of which secrets"
            choices={[
              { value: '', label: 'Every secret at and below it' },
              ...SECRET_TYPES.map((one) => ({ value: one, label: `Every ${TYPE_WORD[one]}` })),
            ]}
            onChoose={(value) => setType(value === '' ? null : (value as SecretType))}
          />
        ) : null}
        <TextField
          name="days"
          label="Days"
          type="number"
          inputMode="numeric"
          min={1}
          max={WINDOW_DAYS_MAX}
          onInput={(event) => setDays(event.currentTarget.valueAsNumber || null)}
          hint={
            present === null
              ? 'Nothing limits it now.'
              : `${count(present, 'day')} ${present === 1 ? 'holds' : 'hold'} now.`
          }
        />
        <LooserFields looser={present !== null && days !== null && days > present} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton>Set window</SubmitButton>
        </DialogActions>
      </ActionForm>
    </Dialog>
  );
}

/** What a looser window needs; also shown when the console found it looser than this page knew. */
function LooserFields({ looser }: { readonly looser: boolean }) {
  const refusal = useFormRefusal();
  const asked =
    looser || (refusal?.issues.some(({ pointer }) => pointer === '/endsInDays') ?? false);
  return (
    <>
      <LinesField
        name="reason"
        label="Reason"
        optional={!asked}
        required={asked}
        maxLength={REASON_LENGTH_MAX}
        hint="Goes into the audit log."
      />
      <Kept shown={asked}>
        <TextField
          name="endsInDays"
          label="It ends after how many days"
          type="number"
          inputMode="numeric"
          required
          min={1}
          max={LOOSER_DAYS_MAX}
          hint={`At most ${LOOSER_DAYS_MAX}. From then on holds what holds now.`}
        />
        <p className="mb-4" role="status">
          This is looser than what holds now. It has no effect before a second person signs it.
        </p>
      </Kept>
    </>
  );
}

function nameOf(target: WindowTarget): string | null {
  if ('key' in target) return target.key;
  return 'subject' in target ? target.name : null;
}

function toldOf({ days, looser }: RotationWindow, of: string) {
  return looser
    ? {
        title: `${count(days, 'day')} for ${of} asked for`,
        description: 'somebody else has to sign it',
        tone: 'due' as const,
      }
    : { title: `${count(days, 'day')} for ${of} set`, description: 'it holds at once' };
}
