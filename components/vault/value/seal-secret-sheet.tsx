'use client';

import dynamic from 'next/dynamic';
import { useRef, type InputEvent } from 'react';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { SecretSummary } from '@/lib/contracts/secret';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { GuardedSheet } from '@/components/ui/guarded-sheet';
import { Kept } from '@/components/ui/kept';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';
import { useFileDrop } from '@/components/ui/use-file-drop';
import { checkValueForm } from './check-value-form';
import { DeliveredLine } from './delivered-line';
import { MORE_FIELDS, MoreFields } from './more-fields';
import { NameField } from './name-field';
import { VALUE_FIELDS } from './part-field-name';
import { rowOf } from '../list/row-of';
import { sealedToast } from './sealed-toast';
import { TAB } from '../secret-words';
import { SourceField } from './source-field';
import { TypeField } from './type-field';
import { useSealForm } from './use-seal-form';
import { ValueForm, type ValueFormHandle } from './value-form';
import { ValueSheetFoot } from './value-sheet-foot';

const AliasField = dynamic(() => import('./alias-field').then((module) => module.AliasField), {
  loading: () => <SkeletonRows rows={1} label="Loading the field" />,
});

interface SealSecretSheetProps {
  readonly scope: ScopeSummary;
  /** The scope and all above it, for an alias to point into. */
  readonly reach: readonly ScopeSummary[];
  /** The name that stands there to begin with; left out where it is to be typed. */
  readonly name?: string | undefined;
  readonly action: FormTarget<SecretSummary>;
  readonly onClose: () => void;
  readonly onSealed: (secret: SecretSummary) => void;
  /** Receives several lines that were pasted as a name. */
  readonly onLines: (lines: string) => void;
}

const FIELDS = ['key', 'type', 'aliasOf', ...VALUE_FIELDS, ...MORE_FIELDS];

/** Seals a new secret. Its value goes from the field into one request and nowhere else. */
export function SealSecretSheet(props: SealSecretSheetProps) {
  const { scope, action, onClose, onSealed } = props;
  const sealedKey = useRef<string | null>(null);
  const toast = useToast();
  return (
    <GuardedSheet
      onClose={onClose}
      finalFocus={() => (sealedKey.current === null ? true : (rowOf(sealedKey.current) ?? true))}
      title="Seal secret"
    >
      <ActionForm
        action={action}
        fields={FIELDS}
        check={checkValueForm}
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
        <SealFields name={props.name} reach={props.reach} scope={scope} onLines={props.onLines} />
        <ValueSheetFoot>
          <SubmitButton>Seal secret</SubmitButton>
        </ValueSheetFoot>
      </ActionForm>
    </GuardedSheet>
  );
}

type SealFieldsProps = Pick<SealSecretSheetProps, 'name' | 'scope' | 'reach' | 'onLines'>;

function SealFields({ name: initial = '', scope, reach, onLines }: SealFieldsProps) {
  const value = useRef<ValueFormHandle>(null);
  const form = useSealForm(scope, initial, value);
  const { name, source, stored, shape } = form;
  const all = useRef<HTMLDivElement>(null);
  useFileDrop(all, (files) => value.current?.drop(files));

  return (
    <div ref={all}>
      {/* A name that is not known to exist must be new: somebody may have sealed it meanwhile. */}
      <input type="hidden" name="ifVersion" value={stored ? (stored.version ?? '') : 0} />
      {form.suggested.map((one) => (
        <input key={one} type="hidden" name="suggested" value={one} />
      ))}
      <NameField
        initial={initial}
        onName={form.named}
        onValue={(text) => value.current?.fill(text)}
        onLines={onLines}
        stored={form.taken}
      />
      <SourceField source={source} onSource={form.setGiven} alias />
      <Kept shown={source === 'alias'}>
        <AliasField
          label="Alias of"
          reach={reach}
          self={{ key: name, path: scope.path }}
          onTarget={form.setTarget}
        />
      </Kept>
      <Kept shown={source !== 'alias'}>
        <TypeField choice={form.choice} onChoose={form.choose} />
      </Kept>
      <div
        onBlur={form.look}
        onInput={(event: InputEvent<HTMLDivElement>) => (isWhole(event) ? form.look() : undefined)}
      >
        <ValueForm
          ref={value}
          type={form.choice.type}
          source={source}
          label="Value"
          onFilled={form.setFilled}
          onFile={form.setFile}
          onDropped={() => form.setGiven('file')}
        />
      </div>
      <DeliveredLine name={name} parts={form.parts} delivery={shape.delivery} />
      <MoreFields
        type={form.choice.type}
        shape={shape}
        onShape={form.setShape}
        replaces={stored !== undefined}
      />
    </div>
  );
}

/** Whether a text came at once, by paste or generator: what is half typed looks like anything. */
function isWhole({ nativeEvent }: InputEvent<HTMLDivElement>): boolean {
  const { inputType = '', data } = nativeEvent;
  return !inputType.startsWith('delete') && (data ?? 'pasted').length > 1;
}
