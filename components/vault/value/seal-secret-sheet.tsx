'use client';

import { useRef } from 'react';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { SecretSummary } from '@/lib/contracts/secret';
import type { Backend } from '@/lib/domain/secret-kinds';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { GuardedSheet } from '@/components/ui/guarded-sheet';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';
import { PlaceFate } from '../backend/place-fate';
import { REFERENCE_FIELDS } from '../backend/reference-fields';
import { usePlace } from '../backend/use-place';
import { checkValueForm } from './check-value-form';
import { MORE_FIELDS } from './more-fields';
import { VALUE_FIELDS } from './part-field-name';
import { rowOf } from '../list/row-of';
import { SealFields } from './seal-fields';
import { sealedToast } from './sealed-toast';
import { TAB } from '../secret-words';
import { ValueSheetFoot } from './value-sheet-foot';

interface SealSecretSheetProps {
  readonly scope: ScopeSummary;
  /** The scope and all above it, for an alias to point into. */
  readonly reach: readonly ScopeSummary[];
  /** The name that stands there to begin with; left out where it is to be typed. */
  readonly name?: string | undefined;
  /** Where the console puts new values unless somebody says otherwise. */
  readonly secretBackend?: Backend | undefined;
  readonly action: FormTarget<SecretSummary>;
  readonly onClose: () => void;
  readonly onSealed: (secret: SecretSummary) => void;
  /** Receives several lines that were pasted as a name. */
  readonly onLines: (lines: string) => void;
}

const FIELDS = ['key', 'type', 'aliasOf', ...REFERENCE_FIELDS, ...VALUE_FIELDS, ...MORE_FIELDS];

/** Seals a new secret. Its value goes from the field into one request and nowhere else. */
export function SealSecretSheet(props: SealSecretSheetProps) {
  const { scope, action, onClose, onSealed } = props;
  const sealedKey = useRef<string | null>(null);
  const toast = useToast();
  const place = usePlace(scope, null, props.secretBackend);
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
        <SealFields
          name={props.name}
          reach={props.reach}
          scope={scope}
          onLines={props.onLines}
          place={place}
        />
        <ValueSheetFoot
          fate={
            place.chosen ? <PlaceFate connector={place.chosen} writes={place.writes} /> : undefined
          }
        >
          <SubmitButton>{place.chosen ? 'Save reference' : 'Seal secret'}</SubmitButton>
        </ValueSheetFoot>
      </ActionForm>
    </GuardedSheet>
  );
}
