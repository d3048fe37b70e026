'use client';

import Link from 'next/link';
import { SecretLink } from '@/components/vault/secret-link';
import { count } from '@/components/ui/count';
import { TimeAgo } from '@/components/ui/time-ago';
import { AssignLeak } from './assign-leak';
import { leaksAddress } from './leak-address';
import type { LeakStepProps } from './leak-step-props';

/** What was exposed, where it was found, and who has the case. */
export function LeakHead(props: LeakStepProps) {
  const { secret, scope, versions, foundBy, whereFound, openedAt, openedBy, owner } = props.leak;
  return (
    <div className="mb-4">
      <Link href={leaksAddress(scope.path)} className="text-12 text-accent underline print:hidden">
        Leaks
      </Link>
      <h1 className="mt-1 text-20 font-medium break-words">
        Leak of <span className="font-mono">{secret.key}</span>
      </h1>
      <p className="mt-1 flex flex-wrap gap-x-4 gap-y-0.5 text-ink-muted">
        <span>
          <SecretLink path={scope.path} secretKey={secret.key} />
        </span>
        <span>
          {count(versions.length, 'exposed version')}: {versions.join(', ')}
        </span>
        <span>{foundBy === 'value' ? 'found by its value' : 'named by somebody'}</span>
        <span>
          opened <TimeAgo instant={openedAt} /> by {openedBy}
        </span>
        <span>owner: {owner?.name ?? 'none'}</span>
        <AssignLeak {...props} />
      </p>
      {whereFound ? (
        <p className="mt-1 max-w-176 break-words whitespace-pre-wrap">{whereFound}</p>
      ) : null}
    </div>
  );
}
