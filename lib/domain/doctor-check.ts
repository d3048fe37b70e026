// What the doctor found: one line for each thing it looked at, with what to do about it.

export type CheckStatus = 'ok' | 'warning' | 'problem';

export interface DoctorCheck {
  /** Stable, such as `master_key`. */
  readonly id: string;
  readonly status: CheckStatus;
  /** Names variables, files, counts and fingerprints; never a value or a key. */
  readonly message: string;
  /** Null where there is nothing to do. */
  readonly remedy: string | null;
}

/** One check in each state. */
export function ok(id: string, message: string): DoctorCheck {
  return { id, status: 'ok', message, remedy: null };
}

export function warning(id: string, message: string, remedy: string): DoctorCheck {
  return { id, status: 'warning', message, remedy };
}

export function problem(id: string, message: string, remedy: string): DoctorCheck {
  return { id, status: 'problem', message, remedy };
}
