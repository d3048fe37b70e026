// Is the database server fit, and does its clock agree with this machine's?

import 'server-only';
import type { ServerFacts } from '@/lib/db/health/describe-server';
import { ok, problem, warning, type DoctorCheck } from '@/lib/domain/doctor-check';

const APART_MS_WARNED = 5_000;
const APART_MS_MAX = 60_000;

export function checkServer({ version }: ServerFacts, kind: 'embedded' | 'postgres'): DoctorCheck {
  return ok('database', `PostgreSQL ${version}${kind === 'embedded' ? ', embedded' : ''}`);
}

/** Heartbeats and ends of sessions are judged by the database's clock, new ones by this machine's. */
export function checkClock({ clockAheadMs }: ServerFacts): DoctorCheck {
  const seconds = Math.round(Math.abs(clockAheadMs) / 1000);
  const message = `this machine is ${seconds} s ${clockAheadMs > 0 ? 'ahead of' : 'behind'} the database`;
  const remedy = 'Set both clocks by the same time service (NTP).';
  if (seconds * 1000 > APART_MS_MAX) return problem('clock', message, remedy);
  return seconds * 1000 > APART_MS_WARNED
    ? warning('clock', message, remedy)
    : ok('clock', 'the clocks of this machine and of the database agree');
}
