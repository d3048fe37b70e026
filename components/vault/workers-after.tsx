'use client';

import type { SecretDependents, SecretSummary } from '@/lib/contracts/secret';
import { RunningWorkers } from '@/components/deliveries/running-workers';
import { useDependents } from './sheet/use-dependents';

interface WorkersAfterProps {
  readonly secret: Pick<SecretSummary, 'key' | 'scope'>;
  /** How those go on that restart by themselves, such as `with the new value`. */
  readonly goOn: string;
}

/** Who runs with a secret now, and what becomes of each when it changes. */
export function WorkersAfter({ secret, goOn }: WorkersAfterProps) {
  const read = useDependents(secret);
  return (
    <span aria-live="polite">
      {read.isPending ? 'Looking who runs with it now.' : null}
      {read.isError ? <>Who runs with it now could not be read. {read.error.message}</> : null}
      {read.data ? <Fate workers={read.data.workers} goOn={goOn} /> : null}
    </span>
  );
}

interface FateProps {
  readonly workers: SecretDependents['workers'];
  readonly goOn: string;
}

/** The same of workers that are known already. */
export function Fate({ workers, goOn }: FateProps) {
  const { total, byThemselves } = workers;
  if (total === 0) return <>No worker runs with it now.</>;
  const others = total - byThemselves;
  const restart = `${byThemselves === 1 ? 'restarts by itself' : 'restart by themselves'} ${goOn}`;
  const keep =
    others === 1
      ? 'keeps the value it has until it is restarted or ends'
      : 'keep the value they have until they are restarted or end';
  const who = total === 1 ? 'It' : 'They';
  return (
    <>
      <RunningWorkers {...workers} />. {others === 0 ? `${who} ${restart}.` : null}
      {byThemselves === 0 ? `${who} ${keep}.` : null}
      {others > 0 && byThemselves > 0 ? `${byThemselves} ${restart}; ${others} ${keep}.` : null}
    </>
  );
}
