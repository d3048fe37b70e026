import type { HeldSecret } from '@/lib/contracts/worker';
import { count } from '@/components/ui/count';
import { Status } from '@/components/ui/status';

/** How many workers hold the secret, or how many of them would be handed another value. */
export function DeliveredTo({ held }: { readonly held: HeldSecret | undefined }) {
  if (!held) return '–';
  const { workers, stale } = held;
  if (stale === 0) return count(workers, 'worker');
  return (
    <span title={`Restart due on ${stale} of ${count(workers, 'worker')}`}>
      <Status tone="due">
        due on {stale} of {workers}
      </Status>
    </span>
  );
}
