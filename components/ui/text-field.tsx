'use client';

import clsx from 'clsx';
import type { ComponentProps } from 'react';
import { controlClass, controlHeight, Field, type FieldProps } from './field';

type TextFieldProps = FieldProps &
  Omit<ComponentProps<'input'>, keyof FieldProps | 'id' | 'value' | 'className'> & {
    readonly mono?: boolean | undefined;
  };

/** One line of text that is no secret, or a password a person types. Uncontrolled. */
export function TextField(props: TextFieldProps) {
  const { name, label, hint, optional, required, aside, mono = false, ...input } = props;
  return (
    <Field {...{ name, label, hint, optional, required, aside }}>
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
