'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { SecretSummary } from '@/lib/contracts/secret';
import { Fold } from '@/components/ui/fold';

const DeliveredList = dynamic(() =>
  import('./delivered-list').then((module) => module.DeliveredList),
);

/** Which runs a secret was handed over to; read only when it is opened. */
export function DeliveredSection({ secret }: { readonly secret: SecretSummary }) {
  const [open, setOpen] = useState(false);
  return (
    <div className="mt-6">
      <Fold
        summary={<span className="font-medium">Delivered to</span>}
        fields={[]}
        onOpen={() => setOpen(true)}
      >
        {open ? <DeliveredList secret={secret} /> : null}
      </Fold>
    </div>
  );
}
