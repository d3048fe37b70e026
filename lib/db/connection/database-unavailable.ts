// The database is away, full or overloaded: nothing is wrong with the request, it can be sent again.

import 'server-only';
import { KeystowError } from '@/lib/domain/errors';
import { reportOf } from './sql-state';

const RETRY_AFTER_SECONDS = 2;

/** Answered as 503 by every entrance. `cause` keeps the driver's error for the log. */
export class DatabaseUnavailable extends KeystowError {
  constructor(cause: unknown) {
    super('unavailable', 'The database cannot be reached or is busy. Try again in a moment.', {
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    });
    this.name = 'DatabaseUnavailable';
    this.cause = cause;
  }
}

/** Network errors of Node, and Prisma's names for the same. */
const CODES = new Set(
  [
    'ECONNREFUSED ECONNRESET ECONNABORTED EPIPE ETIMEDOUT EHOSTUNREACH EHOSTDOWN ENETUNREACH',
    'ENETDOWN ENOTFOUND EAI_AGAIN P1001 P1002 P1008 P1017 P2024 P2037',
  ].flatMap((line) => line.split(' ')),
);

/**
 * SQLSTATEs: connection exceptions, shutdown and start-up, resources and disk space used up,
 * a standby that only reads, time-outs of statements, locks and idle transactions.
 */
const STATES = /^(08...|53...|57P0.|58030|25006|25P03|57014|55P03)$/;

/** The adapter's words for what never reached the server. */
const KINDS = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout']);

/** pg and Prisma report some lost connections by text alone. */
const MESSAGES = new RegExp(
  [
    'Connection terminated',
    'timeout exceeded when trying to connect',
    'timeout expired',
    'is not queryable',
    'Cannot use a pool after calling end',
    'Unable to start a transaction in the given time',
    'expired transaction',
  ].join('|'),
);

/** True when the database could not be reached, went away or had no room, however that was reported. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (error instanceof DatabaseUnavailable) return true;
  if (!(error instanceof Error) || error instanceof KeystowError) return false;
  if ('syscall' in error && error.syscall === 'connect') return true;
  if ('code' in error && typeof error.code === 'string' && CODES.has(error.code)) return true;
  const { state, kind, severity } = reportOf(error);
  if (severity === 'FATAL' || severity === 'PANIC') return true;
  if (state !== null) return STATES.test(state);
  return (kind !== null && KINDS.has(kind)) || MESSAGES.test(error.message);
}

/** `error` itself, or DatabaseUnavailable when that is what it means. */
export function asDatabaseError(error: unknown): unknown {
  if (error instanceof DatabaseUnavailable || !isDatabaseUnavailable(error)) return error;
  return new DatabaseUnavailable(error);
}
