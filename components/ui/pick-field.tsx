'use client';

import { Combobox } from '@base-ui/react/combobox';
import clsx from 'clsx';
import { X } from 'lucide-react';
import { useState } from 'react';
import { buttonClass } from './button';
import { controlClass, controlHeight, Field, type FieldProps } from './field';
import { SuggestionList, type Suggestion } from './suggestion-list';

type PickFieldProps = FieldProps & {
  readonly initial: Suggestion | null;
  /** What fits the text that was told last. */
  readonly found: readonly Suggestion[];
  readonly onText: (text: string) => void;
  readonly placeholder?: string | undefined;
  /** Said when nothing fits. */
  readonly empty: string;
};

/** One of many, found by typing a part of it. Sends the value of what was chosen, or nothing. */
export function PickField(props: PickFieldProps) {
  const { initial, found, onText, placeholder, empty, ...field } = props;
  const [picked, setPicked] = useState(initial);
  const known = picked !== null && found.some((one) => one.value === picked.value);
  return (
    <Field {...field}>
      {({ name, ...control }) => (
        <Combobox.Root
          items={picked === null || known ? found : [...found, picked]}
          filter={null}
          value={picked}
          onValueChange={(next: Suggestion | null) => setPicked(next)}
          onInputValueChange={(text) => onText(text === picked?.label ? '' : text)}
          itemToStringLabel={(item: Suggestion) => item.label}
          isItemEqualToValue={(item: Suggestion, value: Suggestion) => item.value === value.value}
        >
          <div className="relative">
            <input type="hidden" name={name} value={picked?.value ?? ''} />
            <Combobox.Input
              {...control}
              placeholder={placeholder}
              autoComplete="off"
              spellCheck={false}
              className={clsx(controlClass, controlHeight, 'pr-9')}
            />
            <Combobox.Clear
              aria-label="Clear"
              className={clsx(
                buttonClass({ tone: 'quiet', square: true }),
                'absolute inset-y-0 right-0',
              )}
            >
              <X size={14} aria-hidden="true" />
            </Combobox.Clear>
          </div>
          <SuggestionList empty={empty} />
        </Combobox.Root>
      )}
    </Field>
  );
}
