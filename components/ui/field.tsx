'use client';

import { useId, type ReactNode } from 'react';
import { useFieldIssue } from './form';
import { StatusShape } from './status';

/** What ties an input to its label, hint and refusal. */
export interface FieldControl {
  readonly id: string;
  readonly name: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
  readonly 'aria-required': true | undefined;
}

export interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly optional?: boolean | undefined;
  /** Marks it where most fields of the form may be left empty. */
  readonly required?: boolean | undefined;
  /** Stands at the end of the label's line. */
  readonly aside?: ReactNode;
}

/** The look of every input, select and textarea. */
export const controlClass =
  'w-full rounded-md border border-edge bg-paper px-2.5 text-13 text-ink aria-invalid:border-danger pointer-coarse:text-15';

export const controlHeight = 'h-8 pointer-coarse:h-11';

export function Field({
  name,
  label,
  hint,
  optional = false,
  required = false,
  aside,
  children,
}: FieldProps & { readonly children: (control: FieldControl) => ReactNode }) {
  const id = useId();
  const issue = useFieldIssue(name);
  const described = [issue ? `${id}-issue` : '', hint ? `${id}-hint` : ''].filter(Boolean);
  return (
    <div className="mb-4">
      <div className="mb-1 flex items-baseline justify-between gap-2">
        <label htmlFor={id} className="font-medium">
          {label}
          {optional || required ? (
            <span className="font-normal text-ink-muted">
              {required ? ' (required)' : ' (optional)'}
            </span>
          ) : null}
        </label>
        {aside}
      </div>
      {children({
        id,
        name,
        'aria-describedby': described.length > 0 ? described.join(' ') : undefined,
        'aria-invalid': issue ? true : undefined,
        'aria-required': required || undefined,
      })}
      {issue ? (
        <p id={`${id}-issue`} className="mt-1 flex gap-1.5 text-danger">
          <StatusShape tone="danger" />
          {issue}
        </p>
      ) : null}
      {hint ? (
        <div id={`${id}-hint`} className="mt-1 text-12 text-ink-muted">
          {hint}
        </div>
      ) : null}
    </div>
  );
}
