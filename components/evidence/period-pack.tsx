'use client';

import { useState } from 'react';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { controlClass, controlHeight } from '@/components/ui/field';
import { DAY_MS } from '@/lib/domain/durations';
import { PackLinks } from './pack-links';

const QUARTER_DAYS = 90;

/** Two dates, and the signed evidence of what was closed between them. */
export function PeriodPack({ scope }: { readonly scope: ScopeSummary }) {
  const [dates, setDates] = useState(lastQuarter);
  const { from, to } = dates;
  const valid = from !== '' && to !== '' && from <= to;
  return (
    <section aria-labelledby="period-evidence" className="mt-8 border-t border-line pt-4">
      <h2 id="period-evidence" className="mb-1 font-medium">
        Evidence of a period
      </h2>
      <p className="mb-3 max-w-prose text-ink-muted">
        One signed pack of every rotation and leak case of{' '}
        <span className="font-mono">{scope.path}</span> and below that was closed in that time, with
        what was put off or loosened. Both days are in it whole, by UTC.
      </p>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {(['from', 'to'] as const).map((name) => (
          <label key={name} className="flex items-center gap-1.5 whitespace-nowrap">
            {name === 'from' ? 'From' : 'To'}
            <input
              type="date"
              value={dates[name]}
              onChange={({ target }) => setDates({ ...dates, [name]: target.value })}
              className={`${controlClass} ${controlHeight} w-auto`}
            />
          </label>
        ))}
        {valid ? (
          <PackLinks addressOf={(format) => packAddress(scope, dates, format)} />
        ) : (
          <p role="status">Choose two dates, the later one last.</p>
        )}
      </div>
    </section>
  );
}

function lastQuarter() {
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  const now = Date.now();
  return { from: day(now - QUARTER_DAYS * DAY_MS), to: day(now) };
}

/** Days are days of UTC; the last one is in it whole. */
function packAddress(
  scope: ScopeSummary,
  { from, to }: { readonly from: string; readonly to: string },
  format: 'json' | 'html',
): string {
  const end = new Date(Date.parse(`${to}T00:00:00Z`) + DAY_MS).toISOString();
  const query = { scope: scope.id, from: `${from}T00:00:00Z`, to: end, format };
  return `/api/v1/rotation/evidence-pack?${new URLSearchParams(query)}`;
}
