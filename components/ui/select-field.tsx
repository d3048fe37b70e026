'use client';

import clsx from 'clsx';
import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { controlClass, controlHeight, Field, type FieldProps } from './field';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

interface ChoiceGroup {
  readonly label: string;
  readonly choices: readonly Choice[];
}

type SelectFieldProps = FieldProps &
  Omit<ComponentProps<'select'>, keyof FieldProps | 'id' | 'className' | 'children'> & {
    readonly choices: readonly Choice[];
    /** More choices, under headings of their own. */
    readonly groups?: readonly ChoiceGroup[] | undefined;
  };

/** The browser's own select: right on every keyboard, screen reader and phone. */
export function SelectField(props: SelectFieldProps) {
  const { name, label, hint, optional, required, aside, choices, groups = [], ...select } = props;
  return (
    <Field {...{ name, label, hint, optional, required, aside }}>
      {(control) => (
        <div className="relative">
          <select
            {...control}
            {...select}
            className={clsx(controlClass, controlHeight, 'appearance-none pr-8')}
          >
            {options(choices)}
            {groups
              .filter((group) => group.choices.length > 0)
              .map((group) => (
                <optgroup key={group.label} label={group.label}>
                  {options(group.choices)}
                </optgroup>
              ))}
          </select>
          <ChevronDown
            size={14}
            aria-hidden="true"
            className="pointer-events-none absolute inset-y-0 right-2.5 h-full text-ink-muted"
          />
        </div>
      )}
    </Field>
  );
}

function options(choices: readonly Choice[]) {
  return choices.map((choice) => (
    <option key={choice.value} value={choice.value}>
      {choice.label}
    </option>
  ));
}
