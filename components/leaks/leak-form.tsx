'use client';

import type { ReactNode } from 'react';
import type { LeakCase } from '@/lib/contracts/leak';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { useLeakDone } from './use-leaks';

interface LeakFormProps {
  readonly leak: LeakCase;
  readonly action: FormTarget<LeakCase>;
  readonly fields?: readonly string[] | undefined;
  readonly onDone?: ((leak: LeakCase) => void) | undefined;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** One act in a leak case; what it answers is shown at once. */
export function LeakForm(props: LeakFormProps) {
  const { leak, action, fields = [], onDone, className, children } = props;
  const done = useLeakDone();
  return (
    <ActionForm
      action={action}
      fields={fields}
      className={className}
      onDone={(next) => {
        done(next);
        onDone?.(next);
      }}
    >
      <input type="hidden" name="leak" value={leak.id} />
      {children}
    </ActionForm>
  );
}
