'use client';

import Link from 'next/link';
import type { KeyHealth } from '@/lib/contracts/console-health';
import { keyAge } from '@/components/keys/facts/key-age';
import { Bar } from '@/components/keys/facts/bar';
import { count, number } from '@/components/ui/count';
import type { Tone } from '@/components/ui/status';
import { Instrument } from './instrument';

/** The master key: its state, its age against its window, and what is under way with it. */
export function KeyInstrument({ health, now }: { readonly health: KeyHealth; readonly now: Date }) {
  const { window, operation, lost, fingerprint } = health;
  const age = window && keyAge(window, now);
  const sealed = operation?.reencryption ?? null;
  const [tone, state] = stateOf(health, age);
  return (
    <Instrument
      title="Master key"
      href="/keys"
      tone={tone}
      state={state}
      picture={
        sealed && sealed.total > 0 ? (
          <Bar
            share={1 - sealed.remaining / sealed.total}
            tone="due"
            label="Values sealed under the new key"
          />
        ) : age ? (
          <Bar share={age.days / age.windowDays} tone={age.tone} />
        ) : null
      }
    >
      <p>
        {sealed ? (
          <>
            {number(sealed.remaining)} of {count(sealed.total, 'value')} left to seal again
            {sealed.paused ? ', paused' : ''}
            {sealed.unreadable > 0 ? `, ${number(sealed.unreadable)} unreadable` : ''}.
          </>
        ) : operation ? (
          <>Under way since it was begun by {operation.heldBy}.</>
        ) : age ? (
          <>
            {number(age.days)} of {count(age.windowDays, 'day')} old,{' '}
            <span className="font-mono wrap-anywhere">{fingerprint}</span>
          </>
        ) : (
          <>There is no key in force.</>
        )}
      </p>
      {lost > 0 ? (
        <p>
          <Link href="/keys/lost" className="text-danger underline">
            {count(lost, 'secret')} lost, to be entered again
          </Link>
        </p>
      ) : null}
    </Instrument>
  );
}

function stateOf(
  { state, operation, lost }: KeyHealth,
  age: ReturnType<typeof keyAge> | null,
): [Tone, string] {
  if (state === 'locked') return ['danger', 'locked'];
  if (lost > 0) return ['danger', 'values lost'];
  if (state === 'development') return ['due', 'development key'];
  if (operation) return ['due', 'change under way'];
  if (age && age.tone !== 'fine') return [age.tone, age.words];
  return ['fine', 'unlocked'];
}
