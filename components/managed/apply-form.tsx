'use client';

import { useState } from 'react';
import { ActionForm } from '@/components/ui/form';
import { SecretField } from '@/components/ui/secret-field';
import { SubmitButton } from '@/components/ui/submit-button';
import { useToast } from '@/components/ui/toast';
import type { ManagedActions } from './managed-actions';

interface ApplyFormProps {
  readonly name: string;
  readonly applies: 'reload' | 'lend';
  readonly action: ManagedActions['apply'];
  readonly onDone: () => void;
}

const EFFECT = {
  reload: 'Keystow uses it from the next time it needs it.',
  lend: 'Connectors to the console’s variables hand it out from the next delivery.',
} as const;

function check(form: FormData) {
  const message = 'Enter the new value.';
  return String(form.get('value') ?? '') === '' ? [{ pointer: '/value', message }] : [];
}

/** Another value for this process alone. The field is write-only, and emptied once it was sent. */
export function ApplyForm({ name, applies, action, onDone }: ApplyFormProps) {
  const toast = useToast();
  const [turn, setTurn] = useState(0);
  return (
    <section aria-labelledby="applying" className="mt-6">
      <h3 id="applying" className="mb-1 font-medium">
        Apply until restart
      </h3>
      <p className="mb-3">
        {EFFECT[applies]} It is kept in the memory of this node only: it is gone at its restart, and
        other nodes do not get it. Set it where it comes from as well.
      </p>
      <ActionForm
        key={turn}
        action={action}
        fields={['value']}
        check={check}
        onDone={() => {
          toast({ title: `${name} applied`, description: 'until this node restarts' });
          setTurn(turn + 1);
          onDone();
        }}
      >
        <input type="hidden" name="name" value={name} />
        <SecretField name="value" label="New value" offerLines={false} />
        <SubmitButton>Apply until restart</SubmitButton>
      </ActionForm>
    </section>
  );
}
