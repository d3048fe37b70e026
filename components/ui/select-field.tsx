'use client';

import clsx from 'clsx';
import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { controlClass, controlHeight, Field, type FieldProps } from './field';

export interface Choice<V extends string = string> {
  readonly value: V;
  readonly label: string;
}

type SelectFieldProps<V extends string> = FieldProps &
  Omit<ComponentProps<'select'>, keyof FieldProps | 'id' | 'className' | 'children'> & {
    readonly choices: readonly Choice<V>[];
    readonly onChoose?: ((value: V) => void) | undefined;
  };

/** The browser's own select: right on every keyboard, screen reader and phone. */
export function SelectField<V extends string>(props: SelectFieldProps<V>) {
  const { name, label, hint, optional, required, aside, choices, onChoose, ...select } = props;
  return (
    <Field {...{ name, label, hint, optional, required, aside }}>
      {(control) => (
        <div className="relative">
          <select
            onChange={(event) => {
              const chosen = choices.find((choice) => choice.value === event.currentTarget.value);
              if (chosen) onChoose?.(chosen.value);
            }}
            {...control}
            {...select}
            className={clsx(controlClass, controlHeight, 'appearance-none pr-8')}
          >
            {choices.map((choice) => (
              <option key={choice.value} value={choice.value}>
                {choice.label}
              </option>
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
