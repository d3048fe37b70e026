'use client';

import { SelectField } from '@/components/ui/select-field';
import { BACKEND_WORD } from '../secret-words';
import type { Place } from './use-place';

/** Where the value lives: sealed here, or at a backend that serves the scope. Absent without any. */
export function PlaceField({ place }: { readonly place: Place }) {
  const { choices, chosen, choose, error } = place;
  if (choices.length === 0) {
    return error ? (
      <p className="mb-4 text-ink-muted">
        Which backends serve this scope could not be read, so it is sealed here. {error.message}
      </p>
    ) : null;
  }
  return (
    <>
      <SelectField
        name="connector"
        label="Where the value lives"
        value={chosen?.id ?? ''}
        choices={[
          { value: '', label: 'Sealed here' },
          ...choices.map(({ id, name, kind }) => ({
            value: id,
            label: `${name} · ${BACKEND_WORD[kind]}`,
          })),
        ]}
        onChoose={choose}
      />
      {chosen ? null : <input type="hidden" name="backend" value="local" />}
    </>
  );
}
