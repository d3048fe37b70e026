'use client';

import { useRouter } from 'next/navigation';
import type { Connector } from '@/lib/contracts/connector';
import type { FormIssue } from '@/lib/contracts/form-state';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { REFERENCE_GLOB } from '@/lib/domain/backend-reference';
import { LISTING_MODES, OBJECT_CHOICES, TRANSFER_MODES } from '@/lib/domain/transfer';
import { ActionForm } from '@/components/ui/form';
import { LinesField } from '@/components/ui/lines-field';
import { SelectField } from '@/components/ui/select-field';
import { Status } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import { useSearch } from '@/components/ui/use-search';
import { ModeField } from './mode-field';
import { placesOf, type PlacesOfTransfer } from './places-of-transfer';
import type { TransferActions } from './transfer-actions';
import { transferAddress } from './transfer-address';
import { OBJECTS_WORD } from './transfer-words';

interface NewTransferFormProps {
  readonly scope: ScopeSummary;
  /** All that serve the scope. */
  readonly connectors: readonly Connector[];
  readonly mayDelete: boolean;
  readonly plan: TransferActions['plan'];
}

const FIELDS = ['mode', 'from', 'to', 'objects', 'only', 'removeSource'];

/** What, from where and to where; the choices are in the address (`?mode=`, `?from=`, `?to=`). */
export function NewTransferForm({ scope, connectors, mayDelete, plan }: NewTransferFormProps) {
  const search = useSearch();
  const router = useRouter();
  const mode = TRANSFER_MODES.find((one) => one === search.get('mode')) ?? 'refer';
  const isListing = LISTING_MODES.some((one) => one === mode);
  const places = placesOf(mode, connectors, search.get('from'), search.get('to'));
  const objects = OBJECT_CHOICES.filter((one) => one !== 'parts' || mode === 'import');
  return (
    <ActionForm
      action={plan}
      fields={FIELDS}
      check={checkGlobs}
      className="max-w-160"
      onDone={({ id }) => router.push(transferAddress(scope.path, id, { only: onlyNow() }))}
    >
      <input type="hidden" name="scope" value={scope.path} />
      <ModeField
        mode={mode}
        onChange={(next) => search.replace({ mode: next, from: null, to: null })}
      />
      <PlaceFields places={places} onChange={search.replace} />
      {isListing ? (
        <SelectField
          name="objects"
          label="What JSON objects become"
          choices={objects.map((value) => ({ value, label: OBJECTS_WORD[value] }))}
          hint="Where a backend keeps several keys at one path. Names are made from paths and keys, and can be changed in the plan."
        />
      ) : null}
      <LinesField
        name="only"
        label={isListing ? 'Only these paths' : 'Only these names'}
        optional
        mono
        rows={2}
        defaultValue={search.get('only') ?? ''}
        autoCapitalize="none"
        spellCheck={false}
        onBlur={(event) => search.replace({ only: event.currentTarget.value.trim() })}
        hint={`Such as ${isListing ? 'billing/*' : 'STRIPE_*'}; * stands for anything. Divided by blanks. Left empty: all, up to 1,000.`}
      />
      {mode === 'move' && mayDelete ? (
        <label className="mb-4 flex min-h-7 items-center gap-2 pointer-coarse:min-h-11">
          <input type="checkbox" name="removeSource" className="size-3.5 accent-accent" />
          Delete each value where it was, once it was verified at its new place
        </label>
      ) : null}
      <p className="mb-4 text-ink-muted">
        Planning reads and compares. Nothing is written before you have seen what becomes of each
        row.
      </p>
      {places.targets?.length === 0 ? null : <SubmitButton>Plan transfer</SubmitButton>}
    </ActionForm>
  );
}

/** Told here, where it is known which of the globs is meant. */
function checkGlobs(form: FormData): FormIssue[] {
  const globs = String(form.get('only') ?? '')
    .split(/[\s,]+/)
    .filter(Boolean);
  const wrong = globs.find((glob) => !REFERENCE_GLOB.test(glob));
  if (wrong !== undefined) return [issue(`${wrong} ${NO_GLOB}`)];
  if (globs.length <= GLOBS_MAX) return [];
  return [issue(`Give ${GLOBS_MAX} at most, or one with * for several of them.`)];
}

const GLOBS_MAX = 50;
const NO_GLOB =
  'is no path or name: take letters, digits and /+=.@!~:_-, and * for anything. What stands behind a question mark is left out.';

function issue(message: string): FormIssue {
  return { pointer: '/only', message };
}

/** The address is ahead of what was drawn of it. */
function onlyNow(): string | null {
  return new URL(window.location.href).searchParams.get('only');
}

interface PlaceFieldsProps {
  readonly places: PlacesOfTransfer;
  readonly onChange: (change: { from?: string; to?: string }) => void;
}

/** Another choice is another field: what was refused of the one before does not stay. */
function PlaceFields({ places: { from, to, sources, targets }, onChange }: PlaceFieldsProps) {
  return (
    <>
      {sources ? (
        <SelectField
          name="from"
          label="From"
          value={from}
          choices={sources}
          onChoose={(next) => onChange({ from: next })}
        />
      ) : null}
      {targets?.length === 0 ? (
        <p className="mb-4">
          <Status tone="due">
            No connector that serves this scope may be written to. Whoever manages one can allow it.
          </Status>
        </p>
      ) : null}
      {targets && targets.length > 0 ? (
        <SelectField
          name="to"
          label="To"
          value={to}
          choices={targets}
          onChoose={(next) => onChange({ to: next })}
        />
      ) : null}
    </>
  );
}
