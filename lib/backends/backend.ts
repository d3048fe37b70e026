// What every external backend can do: the one interface behind which they are alike.

import 'server-only';
import type {
  BackendFault,
  BackendSchedule,
  ExternalBackend,
  TestStep,
} from '@/lib/domain/backend';
import type { BackendReference } from '@/lib/domain/backend-reference';
import type { Plaintext } from '@/lib/domain/plaintext';

/** A connector as its backend needs it: settings were checked, credentials are a JSON object of texts. */
export interface Connection {
  readonly kind: ExternalBackend;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Null where it has none of its own. */
  readonly credentials: Plaintext | null;
}

export interface Fetched {
  readonly value: Plaintext;
  /** The backend's own name of the version; null where it has none. */
  readonly version: string | null;
}

/** Faults of one reference leave the others alone. */
export type Outcome<T> =
  { readonly ok: true; readonly got: T } | { readonly ok: false; readonly fault: BackendFault };

export interface Described {
  readonly version: string | null;
  /** Since when that version is there. */
  readonly at: Date | null;
  /** Null where the backend rotates nothing by itself. */
  readonly schedule: BackendSchedule | null;
}

export interface Listed {
  /** Canonical references, each with the name the backend shows it by. */
  readonly items: readonly { readonly reference: string; readonly name: string }[];
  /** To read on from; null at the end. */
  readonly next: string | null;
}

/** All time out by themselves, retry within bounds, and stop when `stop` does. */
export interface Backend {
  /** In the order of `references`, batched where the backend can. Never throws a `BackendFault`. */
  get(references: readonly BackendReference[], stop: AbortSignal): Promise<Outcome<Fetched>[]>;
  /** Throws a `BackendFault`. */
  describe(reference: BackendReference, stop: AbortSignal): Promise<Described>;
  /** Writes a new version; where the reference has a key, of that key alone. Throws a `BackendFault`. */
  put?(reference: BackendReference, value: Plaintext, stop: AbortSignal): Promise<Described>;
  /** As the backend deletes, which may be for a while only. Throws a `BackendFault`. */
  remove?(reference: BackendReference, stop: AbortSignal): Promise<void>;
  /** Throws a `BackendFault`. */
  list?(after: string | null, stop: AbortSignal): Promise<Listed>;
  /** Of a backend that keeps objects and gives their members alone: their names. Throws a `BackendFault`. */
  keys?(reference: BackendReference, stop: AbortSignal): Promise<readonly string[]>;
  /** What it could and could not do, in order. */
  test(stop: AbortSignal): Promise<TestStep[]>;
  close(): void;
}
