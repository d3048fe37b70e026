'use client';

import clsx from 'clsx';
import type { SecretSummary } from '@/lib/contracts/secret';
import { secretState } from '@/lib/domain/secret-state';
import { Status } from '@/components/ui/status';
import { TimeAgo } from '@/components/ui/time-ago';
import { useMinute } from '@/components/ui/use-minute';
import { valueAge, type ValueAge } from './value-age';

/** In what state a value is when somebody should know, else its age against the age it may get. */
export function SecretAge({ secret }: { readonly secret: SecretSummary }) {
  const now = new Date(useMinute() * 60_000);
  const { aliasOf, expiresAt } = secret;
  switch (secretState(secret, now)) {
    case 'alias':
      return aliasOf?.deleted ? <Status tone="danger">target deleted</Status> : 'alias';
    case 'lost':
      return <Status tone="danger">lost: enter again</Status>;
    case 'no_value':
      return <Status tone="unknown">no value</Status>;
    case 'expired':
      return (
        <Status tone="danger">
          expired <TimeAgo instant={expiresAt ?? ''} />
        </Status>
      );
    case 'expiring':
      return (
        <Status tone="due">
          expires <TimeAgo instant={expiresAt ?? ''} />
        </Status>
      );
    default: {
      const age = valueAge(secret, now);
      if (age?.windowDays !== null || expiresAt === null) return age ? <Age {...age} /> : '–';
      return (
        <>
          expires <TimeAgo instant={expiresAt} />
        </>
      );
    }
  }
}

function Age({ days, windowDays, tone }: ValueAge) {
  if (windowDays === null) return `${days} d`;
  const filled = Math.min(days / windowDays, 1);
  return (
    <span className={clsx('flex items-center gap-2', TEXT[tone])}>
      <span aria-hidden="true" className="h-1.5 w-12 rounded-md bg-line @max-2xl:hidden">
        <span
          className={clsx('block h-full rounded-md', BAR[tone])}
          style={{ width: `${Math.round(filled * 100)}%` }}
        />
      </span>
      {days > windowDays ? (
        `${days - windowDays} d over ${windowDays}`
      ) : (
        <span title={`${days} of ${windowDays} days`}>
          {days}/{windowDays} d{tone === 'calm' ? '' : ' due'}
        </span>
      )}
    </span>
  );
}

const TEXT = { calm: '', due: 'text-due', danger: 'text-danger' } as const;
const BAR = { calm: 'bg-edge', due: 'bg-due', danger: 'bg-danger' } as const;
