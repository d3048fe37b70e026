'use client';

import { useState } from 'react';
import type { SecretSummary } from '@/lib/contracts/secret';
import { Fold } from '@/components/ui/fold';
import { SecretAccessList } from './secret-access-list';

/** Read only when it is opened: it is a question about people, not about the secret. */
export function SecretAccessSection({ secret }: { readonly secret: SecretSummary }) {
  const [open, setOpen] = useState(false);
  return (
    <div className="mt-6">
      <Fold
        summary={<span className="font-medium">Who can change or receive it</span>}
        fields={[]}
        onOpen={() => setOpen(true)}
      >
        {open ? <SecretAccessList secret={secret} /> : null}
      </Fold>
    </div>
  );
}
