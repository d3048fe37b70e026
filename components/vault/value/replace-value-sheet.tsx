'use client';

import type { FormIssue } from '@/lib/contracts/form-state';
import type { SecretSummary } from '@/lib/contracts/secret';
import { TYPE_RULES } from '@/lib/domain/secret-types';
import { Fingerprint } from '@/components/ui/fingerprint';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { GuardedSheet } from '@/components/ui/guarded-sheet';
import { Kept } from '@/components/ui/kept';
import { useToast } from '@/components/ui/toast';
import { PlaceFate } from '../backend/place-fate';
import { PlaceField } from '../backend/place-field';
import { REFERENCE_FIELDS, ReferenceFields } from '../backend/reference-fields';
import { usePlace } from '../backend/use-place';
import { BACKEND_WORD } from '../secret-words';
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

const FIELDS = [...REFERENCE_FIELDS, ...VALUE_FIELDS, 'reason', 'ifVersion'];

/** Gives a secret that is there already another value, here or at a backend, or another place. */
export function ReplaceValueSheet(props: ReplaceValueSheetProps) {
  const { secret, action, onClose, onReplaced } = props;
  const toast = useToast();
  const place = usePlace(secret.scope, secret);
  const { chosen } = place;
  const inParts = TYPE_RULES[secret.type].parts !== null;
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
        check={(form) => [
          ...decideAnew(form),
          ...(chosen ? checkMoves(form, secret) : []),
          ...checkValueForm(form),
        ]}
        onDone={(replaced) => {
          toast(sealedToast(replaced));
          onReplaced(replaced);
        }}
      >
        <p className="mb-2">
          In <span className="font-mono">{secret.scope.path}</span>, now version{' '}
          {secret.version ?? '–'}{' '}
          {secret.reference === null ? (
            <>
              with fingerprint <Fingerprint hex={secret.fingerprint} />
            </>
          ) : (
            <>
              at {BACKEND_WORD[secret.backend]},{' '}
              <span className="font-mono wrap-anywhere">{secret.reference}</span>
            </>
          )}
          . What starts after this gets the new value.
        </p>
        <p className="mb-4">
          <WorkersAfter secret={secret} goOn="with the new value" />
        </p>
        <input type="hidden" name="scope" value={secret.scope.path} />
        <input type="hidden" name="key" value={secret.key} />
        <input type="hidden" name="ifVersion" defaultValue={secret.version ?? 0} />
        {inParts ? null : <PlaceField place={place} />}
        {chosen ? (
          <ReferenceFields
            key={chosen.id}
            connector={chosen}
            initial={chosen.id === secret.connector?.id ? (secret.reference ?? '') : ''}
            onWrites={place.setWrites}
          />
        ) : null}
        <Kept shown={chosen === null}>
          <NewValue
            secret={secret}
            label="New value"
            partsHint="Give every part anew: one that is left empty is no longer delivered."
          />
        </Kept>
        <ReasonField />
        <ValueSheetFoot
          note={<EarlierChange name={secret.key} />}
          fate={chosen ? <PlaceFate connector={chosen} writes={place.writes} /> : undefined}
        >
          <SubmitReplacement>
            {chosen && !place.writes ? 'Save reference' : 'Replace value'}
          </SubmitReplacement>
        </ValueSheetFoot>
      </ActionForm>
    </GuardedSheet>
  );
}

/** What would leave all as it is is no replacement. */
function checkMoves(form: FormData, secret: SecretSummary): readonly FormIssue[] {
  const stays =
    form.get('connector') === secret.connector?.id &&
    form.get('reference') === secret.reference &&
    (form.get('valueThere') ?? '') === '';
  const message = 'Its value is there already. Give another reference, or a value to write there.';
  return stays ? [{ pointer: '/reference', message }] : [];
}
