'use client';

import type { SecretSummary } from '@/lib/contracts/secret';
import { RunningWorkers } from '@/components/deliveries/running-workers';
import { Button } from '@/components/ui/button';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { SecretLink } from '../secret-link';
import { useDependents } from './use-dependents';

/** What breaks when the secret goes: each thing by its name. */
export function SecretDependents({ secret }: { readonly secret: SecretSummary }) {
  const list = useDependents(secret);
  return (
    <section aria-labelledby="dependents" className="mt-6">
      <h3 id="dependents" className="mb-2 font-medium">
        Depends on it
      </h3>
      {list.isPending ? <SkeletonRows rows={1} label="Loading what depends on it" /> : null}
      {list.isError ? (
        <div role="alert">
          <p className="mb-2">What depends on it could not be read. {list.error.message}</p>
          <Button onClick={() => void list.refetch()}>Try again</Button>
        </div>
      ) : null}
      {list.data?.items.length === 0 ? (
        <p className="text-ink-muted">
          {list.data.workers.total === 0
            ? 'Nothing: no alias delivers its value, and no worker runs with it.'
            : 'No alias delivers its value.'}
        </p>
      ) : null}
      <ul>
        {list.data?.items.map(({ key, path }) => (
          <li key={`${path}/${key}`} className="border-t border-line py-2">
            Alias <SecretLink path={path} secretKey={key} />
          </li>
        ))}
        {list.data && list.data.workers.total > 0 ? (
          <li className="border-t border-line py-2">
            <RunningWorkers {...list.data.workers} />
          </li>
        ) : null}
      </ul>
    </section>
  );
}
