'use client';

import type { ReactNode } from 'react';
import { Button } from './button';
import { useFormPending } from './form';

/** The button that sends its form; inert and marked busy while the answer is on its way. */
export function SubmitButton({
  tone = 'primary',
  waiting = false,
  children,
}: {
  readonly tone?: 'primary' | 'plain' | 'danger' | 'quiet-danger' | undefined;
  /** Something must be known before the form may be sent. */
  readonly waiting?: boolean | undefined;
  readonly children: ReactNode;
}) {
  const pending = useFormPending();
  return (
    <Button type="submit" tone={tone} pending={pending || waiting}>
      {children}
    </Button>
  );
}
