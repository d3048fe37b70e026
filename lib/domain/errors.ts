// The one family of expected refusals: a stable code, an HTTP status and text that never quotes input.

const CATALOGUE = {
  malformed_request: { status: 400, title: 'The request cannot be read' },
  invalid_shape: { status: 400, title: 'A field is missing, unknown or of the wrong type' },
  unauthenticated: { status: 401, title: 'Sign in or send a token' },
  second_factor_needed: { status: 401, title: 'A code of the second factor is needed' },
  recovery_code_needed: { status: 401, title: 'A recovery code is needed' },
  second_factor_wrong: { status: 401, title: 'The code is wrong or was used' },
  forbidden: { status: 403, title: 'Not allowed' },
  cross_site: { status: 403, title: 'The request comes from another site' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'This path does not take that method' },
  conflict: { status: 409, title: 'Conflicts with what is stored' },
  ambiguous: { status: 409, title: 'More than one scope has that name' },
  confirm_needed: { status: 409, title: 'Confirm what goes with it' },
  version_conflict: { status: 409, title: 'Changed by somebody else meanwhile' },
  too_large: { status: 413, title: 'Too large' },
  unsupported_media_type: { status: 415, title: 'Send application/json' },
  rule_broken: { status: 422, title: 'A rule is broken' },
  locked: { status: 423, title: 'The console is locked' },
  throttled: { status: 429, title: 'Too many attempts' },
  tampered: { status: 500, title: 'Stored data was changed outside the console' },
  internal: { status: 500, title: 'Unexpected error' },
  unavailable: { status: 503, title: 'Not available for now' },
} as const;

export type ErrorCode = keyof typeof CATALOGUE;

/** One offending field: an RFC 6901 pointer into the request and what to do about it. */
export interface FieldIssue {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

/** The change that came first: who made it and when, and the version it left; null for none. */
export interface EarlierChange {
  readonly version: number | null;
  readonly by: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

export interface ErrorExtras {
  readonly issues?: readonly FieldIssue[];
  /** Names and ids a caller may see, such as the candidates of an ambiguous slug. */
  readonly candidates?: readonly string[];
  readonly retryAfterSeconds?: number;
  /** With `version_conflict`: what it was that came first. */
  readonly earlier?: EarlierChange;
}

const BRAND = Symbol.for('keystow.error');

/** An expected refusal. `message` is shown to people: it names the remedy and never what was sent. */
export class KeystowError extends Error {
  readonly [BRAND] = true;
  readonly code: ErrorCode;
  readonly extras: ErrorExtras;

  constructor(code: ErrorCode, message: string = CATALOGUE[code].title, extras: ErrorExtras = {}) {
    super(message);
    this.name = 'KeystowError';
    this.code = code;
    this.extras = extras;
  }

  /** A server bundle may hold this module twice; a refusal is one whichever copy made it. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    if (this !== KeystowError) return Function.prototype[Symbol.hasInstance].call(this, value);
    return typeof value === 'object' && value !== null && BRAND in value;
  }

  get status(): number {
    return CATALOGUE[this.code].status;
  }

  get title(): string {
    return CATALOGUE[this.code].title;
  }
}

/** A single field breaks a rule (422). `pointer` is an RFC 6901 pointer such as `/key`. */
export function ruleBroken(pointer: string, code: string, message: string): KeystowError {
  return new KeystowError('rule_broken', message, { issues: [{ pointer, code, message }] });
}

export function notFound(what: string): KeystowError {
  return new KeystowError('not_found', `${what} was not found, or you may not know of it.`);
}

export function errorTitle(code: ErrorCode): string {
  return CATALOGUE[code].title;
}
