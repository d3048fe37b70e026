'use client';

import { Button } from '@/components/ui/button';

/** What failed stays on the server; the digest finds it in the log. */
export default function ConsoleError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <div role="alert" className="max-w-120 py-8">
      <h1 className="text-20 font-medium">This page could not be shown</h1>
      <p className="mt-2">
        Nothing was changed. Try again; if it stays, look in the console’s log
        {error.digest ? (
          <>
            {' '}
            for <code className="font-mono">{error.digest}</code>
          </>
        ) : null}
        .
      </p>
      <Button className="mt-4" onClick={reset}>
        Try again
      </Button>
    </div>
  );
}
