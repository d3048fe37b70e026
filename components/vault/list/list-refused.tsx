'use client';

import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';
import { RequestRefused } from '@/lib/client/request-refused';
import { Button, buttonClass } from '@/components/ui/button';
import { Status } from '@/components/ui/status';

interface ListRefusedProps {
  readonly scopePath: string;
  readonly error: Error;
  readonly onRetry: () => void;
}

/** Why the names of a scope are not shown, that nothing was changed, and what to do. */
export function ListRefused({ scopePath, error, onRetry }: ListRefusedProps) {
  const refused = error instanceof RequestRefused ? error : null;
  return (
    <div role="alert" className="py-8">
      <Status tone="danger">
        The names of <span className="font-mono">{scopePath}</span> could not be read.
      </Status>
      <p className="mt-1 mb-4">
        {refused?.message} Nothing was changed.
        {refused?.requestId ? (
          <span className="text-ink-muted">
            {' '}
            Request <span className="font-mono text-12">{refused.requestId}</span>
          </span>
        ) : null}
      </p>
      {refused?.code === 'unauthenticated' ? (
        <SignInLink />
      ) : (
        <Button onClick={onRetry}>Try again</Button>
      )}
    </div>
  );
}

/** Signing in leads back to where one was. */
function SignInLink() {
  const search = useSearchParams().toString();
  const here = `${usePathname()}${search === '' ? '' : `?${search}`}`;
  return (
    <Link
      href={`/sign-in?${new URLSearchParams({ next: here })}`}
      className={buttonClass({ tone: 'primary' })}
    >
      Sign in
    </Link>
  );
}
