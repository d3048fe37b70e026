'use client';

import type { SecretSummary } from '@/lib/contracts/secret';
import { Fingerprint } from '@/components/ui/fingerprint';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { GuardedSheet } from '@/components/ui/guarded-sheet';
import { useToast } from '@/components/ui/toast';
import { checkValueForm } from './check-value-form';
import { decideAnew, EarlierChange, SubmitReplacement } from './earlier-change';
import { NewValue } from './new-value';
import { VALUE_FIELDS } from './part-field-name';
import { ReasonField } from './reason-field';
import { rowOf } from '../list/row-of';
import { WorkersAfter } from '../workers-after';
import { sealedToast } from './sealed-toast';
import { ValueSheetFoot } from './value-sheet-foot';

interface ReplaceValueSheetProps {
  readonly secret: SecretSummary;
  readonly action: FormTarget<SecretSummary>;
  readonly onClose: () => void;
  readonly onReplaced: (secret: SecretSummary) => void;
}

const FIELDS = [...VALUE_FIELDS, 'reason', 'ifVersion'];

/** Seals a new version of a secret that is there already. */
export function ReplaceValueSheet(props: ReplaceValueSheetProps) {
  const { secret, action, onClose, onReplaced } = props;
  const toast = useToast();
  return (
    <GuardedSheet
      finalFocus={() => rowOf(secret.key) ?? true}
      onClose={onClose}
      title={
        <>
          Replace value of <span className="font-mono">{secret.key}</span>
        </>
      }
    >
      <ActionForm
        action={action}
        fields={FIELDS}
        check={(form) => [...decideAnew(form), ...checkValueForm(form)]}
        onDone={(replaced) => {
          toast(sealedToast(replaced));
          onReplaced(replaced);
        }}
      >
        <p className="mb-2">
          In <span className="font-mono">{secret.scope.path}</span>, now version{' '}
          {secret.version ?? '–'} with fingerprint <Fingerprint hex={secret.fingerprint} />. What
          starts after this gets the new value.
        </p>
        <p className="mb-4">
          <WorkersAfter secret={secret} goOn="with the new value" />
        </p>
        <input type="hidden" name="scope" value={secret.scope.path} />
        <input type="hidden" name="key" value={secret.key} />
        <input type="hidden" name="ifVersion" defaultValue={secret.version ?? 0} />
        <NewValue
          secret={secret}
          label="New value"
          partsHint="Give every part anew: one that is left empty is no longer delivered."
        />
        <ReasonField />
        <ValueSheetFoot note={<EarlierChange name={secret.key} />}>
          <SubmitReplacement />
        </ValueSheetFoot>
      </ActionForm>
    </GuardedSheet>
  );
}
