'use client';

import clsx from 'clsx';
import { ChevronDown } from 'lucide-react';
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
        <div className="relative">
          <select
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
