// Connectors that did not answer are left in peace for a while, longer each time.

import 'server-only';
import type { BackendFault } from '@/lib/domain/backend';

const FIRST_MS = 60_000;
const LONGEST_MS = 15 * 60_000;

interface Resting {
  readonly fault: BackendFault;
  readonly failures: number;
  readonly until: number;
}

/** Of one node; times are milliseconds that only go forward. */
export class ConnectorRest {
  readonly #resting = new Map<string, Resting>();

  /** Ids of connectors not to be asked at `now`. */
  resting(now: number): string[] {
    return [...this.#resting].flatMap(([id, { until }]) => (until > now ? [id] : []));
  }

  /** Why it rests at `now`; null where it does not. */
  faultOf(id: string, now: number): BackendFault | null {
    const known = this.#resting.get(id);
    return known && known.until > now ? known.fault : null;
  }

  /** After an answer (null) it is asked as ever; after a fault not for a while, or as long as it asked for. */
  note(id: string, fault: BackendFault | null, now: number): void {
    const known = this.#resting.get(id);
    if (!fault) {
      if (known && known.until <= now) this.#resting.delete(id);
      return;
    }
    if (known && known.until > now) return;
    const failures = (known?.failures ?? 0) + 1;
    const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
    // Half of it by chance, so that nodes do not come back together.
    const wait = longest / 2 + (longest / 2) * Math.random();
    const asked = Math.min(LONGEST_MS, (fault.retryAfterSeconds ?? 0) * 1000);
    this.#resting.set(id, { fault, failures, until: now + Math.max(wait, asked) });
  }
}
