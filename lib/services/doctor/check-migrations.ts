// Is the database at the schema of this program?

import 'server-only';
import type { MigrationState } from '@/lib/db/health/describe-server';
import { ok, problem, warning, type DoctorCheck } from '@/lib/domain/doctor-check';

/** A newer or changed database is refused before this is asked. */
export function checkMigrations({ begun, pending, interrupted }: MigrationState): DoctorCheck {
  const id = 'migrations';
  const [cut] = interrupted;
  if (cut !== undefined) {
    return problem(
      id,
      `the migration ${cut} was begun and never finished`,
      'Start the console, which applies it again; where another tool had begun it, restore the backup made before.',
    );
  }
  if (!begun) {
    return problem(id, 'no console was ever started on this database', 'Start the console once.');
  }
  if (pending.length === 0) return ok(id, 'all applied');
  return warning(
    id,
    `not applied yet: ${pending.join(', ')}`,
    'Start the console once, which applies them.',
  );
}
