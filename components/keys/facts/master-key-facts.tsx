'use client';

import type { KeyOverview } from '@/lib/contracts/keys';
import { Status } from '@/components/ui/status';
import { useMinute } from '@/components/ui/use-minute';
import { Bar } from './bar';
import { keyAge } from './key-age';

/** The master key in force: its fingerprint, where it comes from, and how old it is. */
export function MasterKeyFacts({ keys }: { readonly keys: KeyOverview }) {
  const development = keys.state === 'development';
  return (
    <dl className="grid max-w-176 gap-x-6 gap-y-2 sm:grid-cols-[8rem_minmax(0,1fr)]">
      <dt className="text-ink-muted">Master key</dt>
      <dd className="font-mono wrap-anywhere">{keys.fingerprint}</dd>
      <dt className="text-ink-muted">Comes from</dt>
      <dd>{keys.source}</dd>
      <dt className="text-ink-muted">State</dt>
      <dd>
        <Status tone={development ? 'due' : 'fine'}>
          {development ? 'Development key' : 'Unlocked'}
        </Status>
        {development ? (
          <p>
            It is published with the source of Keystow: anybody can open what it seals. Production
            refuses it.
          </p>
        ) : null}
      </dd>
      {keys.window ? <Age window={keys.window} /> : null}
    </dl>
  );
}

function Age({ window }: { readonly window: NonNullable<KeyOverview['window']> }) {
  const now = new Date(useMinute() * 60_000);
  const { days, windowDays, tone, words } = keyAge(window, now);
  return (
    <>
      <dt className="text-ink-muted">Age</dt>
      <dd className="max-w-112">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <span>
            {days} of {windowDays} days
          </span>
          <Status tone={tone}>{words}</Status>
        </div>
        <div className="mt-1">
          <Bar share={days / windowDays} tone={tone === 'fine' ? 'calm' : tone} />
        </div>
        <div className="mt-1 flex justify-between text-12 text-ink-muted">
          <span>
            first used <time dateTime={window.since}>{window.since.slice(0, 10)}</time>
          </span>
          <span>
            due <time dateTime={window.dueAt}>{window.dueAt.slice(0, 10)}</time>
          </span>
        </div>
      </dd>
    </>
  );
}
