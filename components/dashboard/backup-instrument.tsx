'use client';

import type { BackupHealth } from '@/lib/contracts/console-health';
import type { BackupWarning } from '@/lib/domain/backup-standing';
import type { Tone } from '@/components/ui/status';
import { TimeAgo } from '@/components/ui/time-ago';
import { BackupLine } from './backup-line';
import { Instrument } from './instrument';

const WARNING: Readonly<Record<BackupWarning, string>> = {
  none: 'none verified yet',
  older_key: 'older than the keys',
  old: 'older than 30 days',
  no_copy: 'no copy of the key',
};

/** Backups: the newest that is worth something, the last drill, the next one. */
export function BackupInstrument({
  health,
  now,
}: {
  readonly health: BackupHealth;
  readonly now: Date;
}) {
  const { newest, drill, nextAt, failure } = health;
  const [tone, state] = stateOf(health, now);
  const last = newest[0];
  return (
    <Instrument
      title="Backups"
      href="/backups"
      tone={tone}
      state={state}
      picture={<BackupLine health={health} now={now} />}
    >
      <p>
        {last ? (
          <>
            Newest <TimeAgo instant={last.takenAt} />,{' '}
            {last.how === 'confirmed' ? 'confirmed by somebody' : 'verified'}.
          </>
        ) : (
          'If the database is lost, every secret is lost with it.'
        )}{' '}
        {drill ? (
          <>
            Drill <TimeAgo instant={drill.at} />
            {drill.passed ? '' : ' failed'}, next due <TimeAgo instant={drill.dueAt} />.
          </>
        ) : (
          'No restore was tried yet.'
        )}{' '}
        {failure ? (
          'The last one was not taken.'
        ) : nextAt ? (
          <>
            Next <TimeAgo instant={nextAt} />.
          </>
        ) : (
          'None is taken by itself.'
        )}
      </p>
    </Instrument>
  );
}

function stateOf({ warnings, drill, failure }: BackupHealth, now: Date): [Tone, string] {
  const worst = warnings.find((one) => one !== 'no_copy') ?? warnings[0];
  if (worst === 'none') return ['danger', WARNING.none];
  if (drill && !drill.passed) return ['danger', 'the drill failed'];
  if (failure !== null) return ['danger', 'not taken'];
  if (worst) return ['due', WARNING[worst]];
  if (!drill) return ['due', 'never tried'];
  if (new Date(drill.dueAt) < now) return ['due', 'drill due'];
  return ['fine', 'verified and tried'];
}
