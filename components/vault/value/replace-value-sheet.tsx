'use client';

import { useRef, useState } from 'react';
import type { SecretSummary } from '@/lib/contracts/secret';
import { TYPE_RULES } from '@/lib/domain/secret-types';
import { Fingerprint } from '@/components/ui/fingerprint';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { GuardedSheet } from '@/components/ui/guarded-sheet';
import { useToast } from '@/components/ui/toast';
import { useFileDrop } from '@/components/ui/use-file-drop';
import { checkValueForm } from './check-value-form';
import { DeliveredLine } from './delivered-line';
import { decideAnew, EarlierChange, SubmitReplacement } from './earlier-change';
import { VALUE_FIELDS } from './part-field-name';
import { ReasonField } from './reason-field';
import { rowOf } from '../list/row-of';
import { sealedToast } from './sealed-toast';
import { SourceField } from './source-field';
import { ValueForm, type ValueFormHandle, type ValueSource } from './value-form';
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
        <p className="mb-4">
          In <span className="font-mono">{secret.scope.path}</span>, now version{' '}
          {secret.version ?? '–'} with fingerprint <Fingerprint hex={secret.fingerprint} />. What
          runs keeps the value it has; what starts after this gets the new one.
        </p>
        <input type="hidden" name="scope" value={secret.scope.path} />
        <input type="hidden" name="key" value={secret.key} />
        <input type="hidden" name="ifVersion" defaultValue={secret.version ?? 0} />
        <NewValue secret={secret} />
        <ReasonField />
        <ValueSheetFoot note={<EarlierChange name={secret.key} />}>
          <SubmitReplacement />
        </ValueSheetFoot>
      </ActionForm>
    </GuardedSheet>
  );
}

/** The fields of the new value, in the form that the secret has now. */
function NewValue({ secret }: { readonly secret: SecretSummary }) {
  const structured = TYPE_RULES[secret.type].parts !== null;
  const [source, setSource] = useState<ValueSource>(
    structured ? 'parts' : secret.format === 'binary' ? 'file' : 'text',
  );
  const [filled, setFilled] = useState<readonly string[]>([]);
  const value = useRef<ValueFormHandle>(null);
  const all = useRef<HTMLDivElement>(null);
  useFileDrop(all, (files) => value.current?.drop(files));
  return (
    <div ref={all}>
      {structured ? (
        <>
          <input type="hidden" name="source" value="parts" />
          <input type="hidden" name="type" value={secret.type} />
          <p className="mb-4">
            Give every part anew: one that is left empty is no longer delivered.
          </p>
        </>
      ) : (
        <SourceField source={source} onSource={setSource} />
      )}
      <ValueForm
        ref={value}
        type={secret.type}
        source={source}
        label="New value"
        held={secret.parts}
        onFilled={setFilled}
        onFile={() => undefined}
        onDropped={() => setSource('file')}
      />
      {filled.length > 0 ? (
        <DeliveredLine name={secret.key} parts={filled} delivery={secret.delivery} />
      ) : null}
    </div>
  );
}
