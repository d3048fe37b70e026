'use client';

import clsx from 'clsx';
import type { ComponentProps } from 'react';
import { controlClass, controlHeight, Field, type FieldProps } from './field';

type TextFieldProps = FieldProps &
  Omit<ComponentProps<'input'>, keyof FieldProps | 'id' | 'value' | 'className'> & {
    readonly mono?: boolean | undefined;
  };

/** One line of text that is no secret, or a password a person types. Uncontrolled. */
export function TextField({ name, label, hint, optional, mono = false, ...input }: TextFieldProps) {
  return (
    <Field name={name} label={label} hint={hint} optional={optional}>
      {(control) => (
        <input
          {...control}
          {...input}
          className={clsx(controlClass, controlHeight, mono && 'font-mono')}
        />
      )}
    </Field>
  );
}
