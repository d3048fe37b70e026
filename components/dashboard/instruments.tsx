'use client';

import type { Dashboard } from '@/lib/contracts/dashboard';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { useMinute } from '@/components/ui/use-minute';
import { BackupInstrument } from './backup-instrument';
import { KeyInstrument } from './key-instrument';
import { LogInstrument } from './log-instrument';
import { WorkerInstrument } from './worker-instrument';

interface InstrumentsProps {
  readonly scope: ScopeSummary;
  readonly dashboard: Pick<Dashboard, 'keys' | 'backups' | 'log'>;
}

/** What everything else rests on, in one row; what somebody may not know of has no place in it. */
export function Instruments({ scope, dashboard: { keys, backups, log } }: InstrumentsProps) {
  const now = new Date(useMinute() * 60_000);
  return (
    <div className="mb-8 flex flex-wrap gap-x-px gap-y-px border-y border-line bg-line lg:col-span-2">
      {keys ? <KeyInstrument health={keys} now={now} /> : null}
      {backups ? <BackupInstrument health={backups} now={now} /> : null}
      <WorkerInstrument scope={scope} />
      {log ? <LogInstrument health={log} /> : null}
    </div>
  );
}
