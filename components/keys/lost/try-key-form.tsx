'use client';

import { useState } from 'react';
import type { TriedKey } from '@/lib/contracts/lost-key';
import { ActionForm, type FormTarget } from '@/components/ui/form';
import { SecretField } from '@/components/ui/secret-field';
import { Status } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';

const SAYS = {
  in_force: { tone: 'fine', text: 'opens this database. Give it to Keystow and start it again.' },
  set_aside: { tone: 'fine', text: 'opens what was set aside.' },
  no: { tone: 'danger', text: 'opens nothing here.' },
} as const;

/** Takes a key that was found and tells by its fingerprint whether it is the one. */
export function TryKeyForm({ action }: { readonly action: FormTarget<TriedKey> }) {
  const [tried, setTried] = useState<TriedKey | null>(null);
  const says = tried && SAYS[tried.fits];
  return (
    <>
      <ActionForm action={action} fields={['key']} onDone={setTried} className="sm:max-w-120">
        <SecretField
          name="key"
          label="A key you found"
          offerLines={false}
          hint="It is read once, compared, and kept nowhere."
        />
        <SubmitButton tone="plain">Try key</SubmitButton>
      </ActionForm>
      <p role="status">
        {tried && says ? (
          <Status tone={says.tone}>
            <span className="font-mono">{tried.fingerprint}</span> {says.text}
          </Status>
        ) : null}
      </p>
    </>
  );
}
