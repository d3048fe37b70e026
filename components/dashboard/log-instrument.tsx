'use client';

import type { LogHealth } from '@/lib/contracts/console-health';
import { Bar } from '@/components/keys/facts/bar';
import { count, number } from '@/components/ui/count';
import type { Tone } from '@/components/ui/status';
import { TimeAgo } from '@/components/ui/time-ago';
import { Instrument } from './instrument';

/** The audit log: whether it ends as it was left, and how much of it is signed. */
export function LogInstrument({ health }: { readonly health: LogHealth }) {
  const { events, checkpoint, intact } = health;
  const signed = checkpoint?.events ?? 0;
  const [tone, state] = stateOf(intact);
  return (
    <Instrument
      title="Audit log"
      href="/audit"
      tone={tone}
      state={state}
      picture={
        <Bar
          share={events === 0 ? 0 : signed / events}
          tone={intact === false ? 'danger' : intact === null ? 'calm' : 'fine'}
        />
      }
    >
      <p>
        {count(events, 'event')}
        {checkpoint ? (
          <>
            , {signed === events ? 'all' : number(signed)} signed{' '}
            <TimeAgo instant={checkpoint.at} />.
          </>
        ) : (
          ', none signed yet.'
        )}{' '}
        {intact === false
          ? 'Keep a copy of the database as it is, and look who can write to it.'
          : null}
      </p>
    </Instrument>
  );
}

function stateOf(intact: boolean | null): [Tone, string] {
  if (intact === null) return ['unknown', 'not known while locked'];
  return intact ? ['fine', 'ends as it was left'] : ['danger', 'tampered'];
}
