'use client';

import { RequestRefused } from '@/lib/client/request-refused';
import { Button } from '@/components/ui/button';
import { Status } from '@/components/ui/status';

interface ReadRefusedProps {
  /** Begins the sentence: "The data keys". */
  readonly what: string;
  readonly error: Error;
  readonly onRetry: () => void;
}

/** Stands where something could not be read. */
export function ReadRefused({ what, error, onRetry }: ReadRefusedProps) {
  return (
    <div role="alert" className="py-3">
      <Status tone="danger">{what} could not be read.</Status>
      <p className="mt-1 mb-3">
        {error instanceof RequestRefused ? error.message : null} Nothing was changed.
      </p>
      <Button onClick={onRetry}>Try again</Button>
    </div>
  );
}
