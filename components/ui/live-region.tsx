import type { ReactNode } from 'react';

/** Speaks its text to screen readers whenever it changes; shows nothing. */
export function LiveRegion({ children }: { readonly children: ReactNode }) {
  return (
    <span role="status" aria-live="polite" className="sr-only">
      {children}
    </span>
  );
}
