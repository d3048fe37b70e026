'use client';

import { useState } from 'react';
import type { KeyOperationView } from '@/lib/contracts/keys';
import { count, number } from '@/components/ui/count';
import { LiveRegion } from '@/components/ui/live-region';
import { Status } from '@/components/ui/status';
import { Bar } from '../facts/bar';
import { purposeWords } from '../facts/key-purpose';
import { durationWords, rateOf, withLook, type Look } from './re-encryption-rate';
import { useSeenKeys } from '../use-seen-keys';

type Reencryption = NonNullable<KeyOperationView['reencryption']>;

const BARS_SHOWN_MAX = 40;

interface ReencryptionProgressProps {
  readonly reencryption: Reencryption;
  /** When it was looked at, in milliseconds since the epoch. */
  readonly at: number;
}

/** How much is sealed again, how fast it goes, and what is left under each old key. */
export function ReencryptionProgress({ reencryption, at }: ReencryptionProgressProps) {
  const { total, remaining, unreadable, paused, keys } = reencryption;
  const [looks, setLooks] = useState<readonly Look[]>([]);
  const next = withLook(looks, { at, remaining });
  if (next !== looks) setLooks(next);
  const seen = useSeenKeys(keys);
  const all = Math.max(total, remaining + unreadable);
  const done = all - remaining - unreadable;
  return (
    <div className="max-w-176">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="font-medium">
          {number(done)} of {number(all)} sealed again
        </span>
        <Pace looks={next} paused={paused} remaining={remaining} />
      </div>
      <div className="mt-1">
        <Bar share={all === 0 ? 1 : done / all} tone="fine" label="Sealed again" />
      </div>
      {seen.length > 0 ? (
        <ul aria-label="Left under the old keys" className="mt-4 space-y-2">
          {seen.slice(0, BARS_SHOWN_MAX).map((key) => (
            <li key={`${key.path} ${key.purpose}`}>
              <div className="flex flex-wrap justify-between gap-x-4">
                <span className="min-w-0">
                  <span className="font-mono wrap-anywhere">{key.path ?? 'the installation'}</span>
                  {key.purpose === 'value' ? null : (
                    <span className="text-ink-muted">, {purposeWords(key.purpose)}</span>
                  )}
                </span>
                <span className="text-ink-muted">{number(key.left)} left</span>
              </div>
              <Bar share={all === 0 ? 0 : key.left / all} tone="calm" />
            </li>
          ))}
        </ul>
      ) : null}
      {seen.length > BARS_SHOWN_MAX ? (
        <p className="mt-2 text-ink-muted">and {count(seen.length - BARS_SHOWN_MAX, 'more key')}</p>
      ) : null}
    </div>
  );
}

function Pace(props: {
  readonly looks: readonly Look[];
  readonly paused: boolean;
  readonly remaining: number;
}) {
  const { looks, paused, remaining } = props;
  const rate = rateOf(looks);
  if (remaining === 0) return <Status tone="fine">0 values on the old keys</Status>;
  if (paused) {
    return (
      <>
        <Status tone="due">paused</Status>
        <LiveRegion>Re-encryption is paused.</LiveRegion>
      </>
    );
  }
  if (!rate) return <span className="text-ink-muted">begins within seconds</span>;
  return (
    <span className="text-ink-muted">
      {number(Math.round(rate.perSecond))} a second, {durationWords(rate.secondsLeft)} left
    </span>
  );
}
