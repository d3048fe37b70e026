import type { ReactNode } from 'react';
import { Status } from '@/components/ui/status';

interface LinkRefusedProps {
  /** Why, and what to do about it; left out where the address has no secret. */
  readonly why: string | null;
  /** Where to go from here. */
  readonly ways?: ReactNode;
}

/** Stands in place of a form that a one-time link would have opened. */
export function LinkRefused({ why, ways }: LinkRefusedProps) {
  return (
    <div role="alert">
      <Status tone="danger">The link does not work.</Status>
      <p className="mt-2 mb-4">
        {why ??
          'This address is missing the secret of the link. Open it whole, with everything after the #.'}
      </p>
      {ways}
    </div>
  );
}
