'use client';

import { useState } from 'react';
import type { Reacher } from '@/lib/client/reach';
import { Fold } from '@/components/ui/fold';
import { ReachPlaces } from './reach-places';

/** Counted only when it is opened. */
export function ReachSection({ of }: { readonly of: Reacher }) {
  const [open, setOpen] = useState(false);
  return (
    <div className="mt-4">
      <Fold
        summary={<span className="font-medium">How much that reaches</span>}
        fields={[]}
        onOpen={() => setOpen(true)}
      >
        {open ? <ReachPlaces of={of} /> : null}
      </Fold>
    </div>
  );
}
