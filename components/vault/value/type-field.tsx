'use client';

import { useRef } from 'react';
import { SECRET_TYPES, type SecretType } from '@/lib/domain/secret-kinds';
import { TYPE_RULES } from '@/lib/domain/secret-types';
import { SelectField } from '@/components/ui/select-field';
import { asChoice, TYPE_WORD } from '../secret-words';
import type { TypeChoice } from './use-type-guess';

interface TypeFieldProps {
  readonly choice: TypeChoice;
  readonly onChoose: (type: SecretType) => void;
}

const CHOICES = SECRET_TYPES.map((type) => ({ value: type, label: asChoice(TYPE_WORD[type]) }));

const FROM: Readonly<Record<TypeChoice['from'], string | null>> = {
  name: 'suggested by the name',
  value: 'suggested by the value',
  stored: 'as it is now',
  person: null,
  nothing: null,
};

/** The type of a new value: suggested, and changed by whoever knows better. */
export function TypeField({ choice, onChoose }: TypeFieldProps) {
  const { type, from, other } = choice;
  const select = useRef<HTMLSelectElement>(null);
  return (
    <>
      <SelectField
        ref={select}
        name="type"
        label="Type"
        value={type}
        choices={CHOICES}
        onChoose={onChoose}
        aside={
          FROM[from] === null ? null : <span className="text-12 text-ink-muted">{FROM[from]}</span>
        }
        hint={TYPE_RULES[type].hint}
      />
      <div role="status" className="-mt-3 mb-4 text-12 empty:hidden">
        {other === null ? null : (
          <>
            The value looks like {TYPE_WORD[other]}.{' '}
            <button
              type="button"
              onClick={() => {
                // The button goes with what it did.
                select.current?.focus();
                onChoose(other);
              }}
              className="text-accent underline"
            >
              Use {TYPE_WORD[other]}
            </button>
          </>
        )}
      </div>
      {from === 'person' ? null : <input type="hidden" name="suggested" value="type" />}
    </>
  );
}
