'use client';

import clsx from 'clsx';
import type { ComponentProps } from 'react';
import { controlClass, Field, type FieldProps } from './field';

type LinesFieldProps = FieldProps &
  Omit<ComponentProps<'textarea'>, keyof FieldProps | 'id' | 'value' | 'className'> & {
    readonly mono?: boolean | undefined;
  };

/** Several lines of text that is no secret. Uncontrolled. */
export function LinesField(props: LinesFieldProps) {
  const { name, label, hint, optional, required, aside, mono = false, ...area } = props;
  return (
    <Field {...{ name, label, hint, optional, required, aside }}>
      {(control) => (
        <textarea
          rows={3}
          {...control}
          {...area}
          className={clsx(controlClass, 'block py-1.5', mono && 'font-mono')}
        />
      )}
    </Field>
  );
}
