'use client';

import { Autocomplete } from '@base-ui/react/autocomplete';
import clsx from 'clsx';
import { controlClass, controlHeight, Field, type FieldProps } from './field';
import { SuggestionList, type Suggestion } from './suggestion-list';

type SuggestFieldProps = FieldProps & {
  /** Names or paths, no secret. */
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly suggestions: readonly Suggestion[];
  readonly placeholder?: string | undefined;
};

/** One line of text with suggestions that follow it; anything else may be typed as well. */
export function SuggestField(props: SuggestFieldProps) {
  const { text, onText, suggestions, placeholder, ...field } = props;
  return (
    <Field {...field}>
      {(control) => (
        <Autocomplete.Root
          items={suggestions}
          filter={null}
          openOnInputClick
          value={text}
          onValueChange={onText}
          itemToStringValue={(item: Suggestion) => item.value}
        >
          <Autocomplete.Input
            {...control}
            placeholder={placeholder}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            className={clsx(controlClass, controlHeight, 'font-mono')}
          />
          <SuggestionList mono />
        </Autocomplete.Root>
      )}
    </Field>
  );
}
