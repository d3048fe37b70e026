'use client';

import { useState } from 'react';
import type { VerificationCheck } from '@/lib/contracts/destination';
import { isWithinPatterns } from '@/lib/domain/name-pattern';
import { CHECK_METHODS } from '@/lib/domain/trial-check';
import { ReadRefused } from '@/components/requests/read-refused';
import { Button } from '@/components/ui/button';
import { DialogActions } from '@/components/ui/dialog';
import { ActionForm } from '@/components/ui/form';
import { SecretField } from '@/components/ui/secret-field';
import { SelectField } from '@/components/ui/select-field';
import { SubmitButton } from '@/components/ui/submit-button';
import { TextField } from '@/components/ui/text-field';
import type { CheckActions } from './destination-actions';
import { useAllDestinations } from './use-destinations';

interface CheckFormProps {
  /** The scope of the secret, by its id. */
  readonly scope: string;
  /** The name of the secret. */
  readonly name: string;
  readonly check: VerificationCheck | null;
  readonly action: CheckActions['set'];
  readonly onDone: (check: VerificationCheck) => void;
  readonly onCancel: () => void;
}

const FIELDS = [
  ...['destination', 'method', 'path', 'placement', 'placementName'],
  ...['works', 'refuses', 'value'],
];

export const PLACEMENTS = [
  { value: 'bearer', label: 'Authorization: Bearer' },
  { value: 'basic', label: 'Authorization: Basic, as the password' },
  { value: 'header', label: 'A header of its own' },
] as const;

/** By which request the value of a secret is tried. */
export function CheckForm(props: CheckFormProps) {
  const { scope, name, check, action, onDone, onCancel } = props;
  const [placement, setPlacement] = useState<string>(check?.placement ?? 'bearer');
  const [destination, setDestination] = useState(check?.destination.id);
  const list = useAllDestinations(scope);
  const fitting = (list.data?.pages.flatMap(({ items }) => items) ?? []).filter(
    ({ names, state }) => state !== 'ended' && isWithinPatterns(names, name),
  );
  const chosen = fitting.find(({ id }) => id === destination) ?? fitting[0];
  if (list.isError) {
    return (
      <ReadRefused what="The destinations" error={list.error} onRetry={() => void list.refetch()} />
    );
  }
  if (!chosen) {
    return (
      <>
        <p className="text-ink-muted">
          {list.isPending || list.hasNextPage
            ? 'Loading destinations.'
            : `No destination here is for ${name} yet.`}
        </p>
        <DialogActions>
          <Button onClick={onCancel}>Close</Button>
        </DialogActions>
      </>
    );
  }
  const isMoved = check !== null && check.destination.origin !== chosen.origin;
  return (
    <ActionForm action={action} fields={FIELDS} onDone={onDone}>
      <input type="hidden" name="scope" value={scope} />
      <input type="hidden" name="key" value={name} />
      <SelectField
        name="destination"
        label="Destination"
        value={chosen.id}
        choices={fitting.map(({ id, origin, state }) => ({
          value: id,
          label: state === 'asked' ? `${origin} (waits for approval)` : origin,
        }))}
        onChoose={setDestination}
      />
      <SelectField
        name="method"
        label="Method"
        defaultValue={check?.method ?? 'GET'}
        choices={CHECK_METHODS.map((value) => ({ value, label: value }))}
      />
      <TextField
        name="path"
        label="Path"
        required
        autoComplete="off"
        defaultValue={check?.path ?? '/'}
        hint="With its query. Do not put the value here."
      />
      <SelectField
        name="placement"
        label="Where the value goes"
        defaultValue={placement}
        choices={PLACEMENTS}
        onChoose={setPlacement}
      />
      {placement === 'bearer' ? null : (
        <TextField
          name="placementName"
          label={placement === 'basic' ? 'User' : 'Name of the header'}
          required
          autoComplete="off"
          defaultValue={check?.placementName ?? ''}
        />
      )}
      <Statuses check={check} />
      <SecretField
        name="value"
        label="Current value"
        offerLines={false}
        optional={!isMoved}
        required={isMoved}
        hint="Needed where a check of this secret led to another host before, a removed one too."
      />
      <DialogActions>
        <Button onClick={onCancel}>Cancel</Button>
        <SubmitButton>Set check</SubmitButton>
      </DialogActions>
    </ActionForm>
  );
}

/** Which answers say what; an issuer may have ones of its own. */
function Statuses({ check }: Pick<CheckFormProps, 'check'>) {
  const shared = { optional: true, autoComplete: 'off', inputMode: 'numeric' } as const;
  return (
    <>
      <TextField
        {...shared}
        name="works"
        label="Statuses that say it works"
        defaultValue={check?.works.join(' ')}
        hint="Divided by spaces. Left empty: 200 to 299."
      />
      <TextField
        {...shared}
        name="refuses"
        label="Statuses that say it is refused"
        defaultValue={check?.refuses.join(' ')}
        hint="Left empty: 401 and 403."
      />
    </>
  );
}
