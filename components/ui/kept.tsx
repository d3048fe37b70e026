'use client';

import { useState, type ReactNode } from 'react';

interface KeptProps {
  readonly shown: boolean;
  readonly children: ReactNode;
}

/**
 * Part of a form that may be put aside: while it is not shown its fields are not sent, and what was
 * typed into them is there when it comes back. Nothing of it exists before it is first shown.
 */
export function Kept({ shown, children }: KeptProps) {
  const [begun, setBegun] = useState(shown);
  if (shown && !begun) setBegun(true);
  if (!begun) return null;
  return (
    <fieldset role="presentation" hidden={!shown} disabled={!shown} className="min-w-0">
      {children}
    </fieldset>
  );
}
