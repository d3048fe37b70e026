'use client';

import { useState } from 'react';
import { ActionForm } from '@/components/ui/form';
import { SecretField } from '@/components/ui/secret-field';
import { Status } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import type { JwtActions } from './jwt-actions';

/** Says whether a secret is strong enough and no other key; React learns of its name only. */
export function CheckSecretForm({ action }: { readonly action: JwtActions['check'] }) {
  const [kid, setKid] = useState<string | null>(null);
  return (
    <ActionForm action={action} fields={['secret']} onDone={(checked) => setKid(checked.kid)}>
      <SecretField
        name="secret"
        label="Secret to check"
        offerLines={false}
        hint="At least 32 characters that nobody can guess. It may be no other key, in any spelling. It is not kept."
      />
      <p role="status" className="mb-3">
        {kid ? (
          <Status tone="fine">
            It is fit. Nodes that sign with it report <span className="font-mono">{kid}</span>.
          </Status>
        ) : null}
      </p>
      <SubmitButton>Check</SubmitButton>
    </ActionForm>
  );
}
