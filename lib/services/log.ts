// The log of the console: JSON lines on standard output that never hold input, keys or values.

import 'server-only';
import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import { EnvRefusal, readLogLevel } from '@/lib/env';
import { describeError } from './describe-error';

export type Log = Logger;

/** Fields that are left out wherever they appear, up to three levels down. */
const SECRET_FIELDS = [
  'authorization',
  'cookie',
  'value',
  'valueBase64',
  'password',
  'otp',
  'recoveryCodes',
  'token',
  'secret',
];
const REDACTED = SECRET_FIELDS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/** A log of its own; without a destination it writes to standard output, line by line, at once. */
export function createLog(level: string, destination?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: describeError },
    redact: { paths: REDACTED, censor: '[redacted]' },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** The log of this process. Give errors as `err`; what they say is left out, see `describeError`. */
export const log: Log = createLog(levelOfProcess());

/** A wrong environment is refused by name at start-up; until then there must be a log to say so. */
function levelOfProcess(): string {
  try {
    return readLogLevel();
  } catch (error) {
    if (error instanceof EnvRefusal) return 'info';
    throw error;
  }
}
