'use client';

import type { ReactNode } from 'react';
import type { KeyOperationView } from '@/lib/contracts/keys';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { SubmitButton } from '@/components/ui/submit-button';
import { useOperationDone } from '../use-keys';

interface ActFormProps {
  readonly action: FormTarget<KeyOperationView>;
  /** On the button. */
  readonly verb: string;
  readonly tone?: 'primary' | 'danger' | undefined;
  readonly onDone?: (() => void) | undefined;
  readonly children?: ReactNode;
}

/** One act that takes nothing: a button, and what it answers shown at once. */
export function ActForm({ action, verb, tone, onDone, children }: ActFormProps) {
  const done = useOperationDone();
  return (
    <ActionForm
      action={action}
      fields={[]}
      onDone={(operation) => {
        done(operation);
        onDone?.();
      }}
    >
      {children ?? <SubmitButton tone={tone}>{verb}</SubmitButton>}
    </ActionForm>
  );
}
