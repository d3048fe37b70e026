'use client';

import Link from 'next/link';
import type { RotationItem } from '@/lib/contracts/rotation';
import type { SecretSummary } from '@/lib/contracts/secret';
import { Button } from '@/components/ui/button';
import { Fact, FactList } from '@/components/ui/fact-list';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { TimeAgo } from '@/components/ui/time-ago';
import { newRunAddress, runAddress } from '@/components/rotation-runs/run-address';
import { CheckSection } from '@/components/verification/check-section';
import type { CheckActions } from '@/components/verification/destination-actions';
import { rotationAddress } from './rotation-address';
import { ageWords, DueWords, originWords } from './rotation-words';
import { useRotationOf } from './use-rotation';

interface RotationSectionProps {
  readonly secret: SecretSummary;
  /** Left out for those who may not set its check. */
  readonly checks?: CheckActions | undefined;
}

/** When a secret must be replaced, why then, and how its value is tried. */
export function RotationSection({ secret, checks }: RotationSectionProps) {
  const read = useRotationOf(secret);
  const { key, scope } = secret;
  const run = read.data?.run;
  return (
    <section aria-labelledby="rotation" className="mt-6">
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 id="rotation" className="font-medium">
          Rotation
        </h3>
        <span className="flex flex-wrap gap-x-4">
          <Link
            href={run ? runAddress(run.id) : newRunAddress(scope.path, [{ path: scope.path, key }])}
            className="text-accent underline"
          >
            {run ? 'Go on with its rotation' : 'Rotate with proof'}
          </Link>
          <Link
            href={rotationAddress(scope.path, { view: 'windows', key })}
            className="text-accent underline"
          >
            Windows
          </Link>
          <Link href={rotationAddress(scope.path, { q: key })} className="text-accent underline">
            Board
          </Link>
        </span>
      </div>
      {read.isPending ? <SkeletonRows rows={2} label="Loading its rotation" /> : null}
      {read.isError ? (
        <div role="alert">
          <p className="mb-2">Its rotation could not be read. {read.error.message}</p>
          <Button onClick={() => void read.refetch()}>Try again</Button>
        </div>
      ) : null}
      {read.data === null ? (
        <p className="text-ink-muted">It has no value that could get old.</p>
      ) : null}
      {read.data ? <Facts item={read.data} /> : null}
      <CheckSection secret={secret} actions={checks} />
    </section>
  );
}

function Facts({ item }: { readonly item: RotationItem }) {
  const { snooze } = item;
  return (
    <FactList>
      <Fact term="Age">{ageWords(item)}</Fact>
      <Fact term="Why so long">{originWords(item)}</Fact>
      <Fact term="Due">
        <DueWords item={item} />
      </Fact>
      {snooze ? (
        <Fact term="Snoozed">
          by {snooze.snoozedBy} <TimeAgo instant={snooze.snoozedAt} />: {snooze.reason}
        </Fact>
      ) : null}
    </FactList>
  );
}
