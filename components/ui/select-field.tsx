'use client';

import clsx from 'clsx';
import type { ComponentProps } from 'react';
import { controlClass, controlHeight, Field, type FieldProps } from './field';

interface Choice {
  readonly value: string;
  readonly label: string;
}

type SelectFieldProps = FieldProps &
  Omit<ComponentProps<'select'>, keyof FieldProps | 'id' | 'className' | 'children'> & {
    readonly choices: readonly Choice[];
  };

/** The browser's own select: right on every keyboard, screen reader and phone. */
export function SelectField({ name, label, hint, optional, choices, ...select }: SelectFieldProps) {
  return (
    <Field name={name} label={label} hint={hint} optional={optional}>
      {(control) => (
        <select {...control} {...select} className={clsx(controlClass, controlHeight)}>
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
