// Values that were fetched a moment ago, so that a rolling restart does not ask for each of its workers.

import 'server-only';
import type { Fetched } from '@/lib/backends/backend';
import type { Installation } from '../context';

const KEPT_MS = 10_000;
const VALUES_MAX = 1000;
const BYTES_MAX = 4 * 1024 * 1024;

interface Kept {
  readonly fetched: Fetched;
  readonly until: number;
  readonly timer: NodeJS.Timeout;
}

/** In memory alone, for ten seconds, at most 1,000 values and 4 MiB. */
export class ValueCache {
  readonly #kept = new Map<string, Kept>();
  #bytes = 0;

  /** Null where it is not there, or is too old at `now`, in milliseconds that only go forward. */
  get(key: string, now: number): Fetched | null {
    const kept = this.#kept.get(key);
    if (!kept) return null;
    if (kept.until > now) return kept.fetched;
    this.#drop(key);
    return null;
  }

  set(key: string, fetched: Fetched, now: number): void {
    this.#drop(key);
    // Nobody may ever ask for it again, and it is not to stay for that.
    const timer = setTimeout(() => this.#drop(key), KEPT_MS).unref();
    this.#kept.set(key, { fetched, until: now + KEPT_MS, timer });
    this.#bytes += fetched.value.byteLength;
    for (const [oldest, { until }] of this.#kept) {
      if (until > now && this.#bytes <= BYTES_MAX && this.#kept.size <= VALUES_MAX) return;
      this.#drop(oldest);
    }
  }

  get size(): number {
    return this.#kept.size;
  }

  delete(key: string): void {
    this.#drop(key);
  }

  /** All that was fetched through a connector, of whichever version. */
  deleteOf(connectorId: string): void {
    for (const key of [...this.#kept.keys()]) {
      if (key.startsWith(`${connectorId} `)) this.#drop(key);
    }
  }

  #drop(key: string): void {
    const kept = this.#kept.get(key);
    if (!kept) return;
    clearTimeout(kept.timer);
    this.#kept.delete(key);
    this.#bytes -= kept.fetched.value.byteLength;
  }
}

const cacheOf = new WeakMap<Installation, ValueCache>();

/** The one of this process. */
export function valueCacheOf(installation: Installation): ValueCache {
  const known = cacheOf.get(installation) ?? new ValueCache();
  cacheOf.set(installation, known);
  return known;
}

/** What was fetched through an older version of the connector is not used. */
export function cacheKey(
  { id, version }: { readonly id: string; readonly version: number },
  reference: string,
): string {
  return `${id} ${version} ${reference}`;
}
