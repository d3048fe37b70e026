'use client';

import type { ReactNode } from 'react';
import { useFieldIssue } from './form';
import { StatusShape } from './status';

interface BoxesFieldProps {
  /** The field by which a refusal of all of them is told. */
  readonly name: string;
  readonly label: string;
  readonly hint: ReactNode;
  readonly children: ReactNode;
}

/** Several boxes of which some are ticked, under one label. */
export function BoxesField({ name, label, hint, children }: BoxesFieldProps) {
  const issue = useFieldIssue(name);
  return (
    <fieldset
      className="mb-4"
      aria-describedby={issue ? `${name}-issue` : undefined}
      aria-invalid={issue ? true : undefined}
      tabIndex={-1}
    >
      <legend className="mb-1 font-medium">{label}</legend>
      {issue ? (
        <p id={`${name}-issue`} className="mb-1 flex gap-1.5 text-danger">
          <StatusShape tone="danger" />
          {issue}
        </p>
      ) : null}
      {children}
      <p className="mt-1 text-12 text-ink-muted">{hint}</p>
    </fieldset>
  );
}
