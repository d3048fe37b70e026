'use client';

import type { ReactNode } from 'react';
import { Button } from './button';
import { useFormPending } from './form';

/** The button that sends its form; inert and marked busy while the answer is on its way. */
export function SubmitButton({
  tone = 'primary',
  children,
}: {
  readonly tone?: 'primary' | 'danger' | 'quiet-danger' | undefined;
  readonly children: ReactNode;
}) {
  const pending = useFormPending();
  return (
    <Button type="submit" tone={tone} pending={pending}>
      {children}
    </Button>
  );
}
