// External backends: what can go wrong with one, in a closed list, and what one says of itself.

import type { Backend } from './secret-kinds';

/** The backends that keep a value elsewhere. */
export const EXTERNAL_BACKENDS = ['env', 'aws', 'gcp', 'vault'] as const satisfies Backend[];
export type ExternalBackend = (typeof EXTERNAL_BACKENDS)[number];

export const BACKEND_FAULTS = [
  'absent', // nothing is there, or not the part that was asked for
  'denied', // the credentials may not
  'unreachable', // no answer in time
  'throttled', // too many questions for now
  'malformed', // the answer is not what the backend's documentation says
] as const;
export type BackendFaultCode = (typeof BACKEND_FAULTS)[number];

const BRAND = Symbol.for('keystow.backend-fault');

/** Why a backend gave nothing. `message` says what happened and what to do, and never what was read. */
export class BackendFault extends Error {
  readonly [BRAND] = true;

  constructor(
    readonly code: BackendFaultCode,
    message: string,
    /** What the backend asked for, in seconds. */
    readonly retryAfterSeconds?: number,
    /** Somebody wrote there at the same time, past this console. */
    readonly meanwhile = false,
  ) {
    super(message);
    this.name = 'BackendFault';
  }

  /** A server bundle may hold this module twice. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && BRAND in value;
  }
}

/** When a backend itself rotates a value. Times in ISO 8601, UTC. */
export interface BackendSchedule {
  readonly enabled: boolean;
  readonly everyDays: number | null;
  readonly lastAt: string | null;
  readonly nextAt: string | null;
}

/** One thing that a test of a connection tried, such as `sign in` or `list secrets`. */
export interface TestStep {
  readonly name: string;
  /** Null: it was not tried, because something before it failed or would have changed something. */
  readonly ok: boolean | null;
  readonly detail: string;
}
