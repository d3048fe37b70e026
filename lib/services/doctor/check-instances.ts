// Do the addresses of database connections open, and are their keys as they should be?

import 'server-only';
import { listAllInstances } from '@/lib/db/instances/instances';
import { ok, problem, warning, type DoctorCheck } from '@/lib/domain/doctor-check';
import type { Installation } from '../context';
import { readInstanceKeys } from '../instances/instance-keys';
import { instanceSummary } from '../instances/instance-summary';
import { readInstanceKeyStanding } from '../instances/list-instances';

const NAMED_MAX = 5;

/** Opens and forgets. While locked only their keys are looked at. */
export async function checkInstances(installation: Installation): Promise<DoctorCheck> {
  const standing = await readInstanceKeyStanding(installation);
  const { fault, missing, derived, older } = standing;
  if (fault) return problem('instances', fault, 'Correct it, or take it away.');
  if (missing.length > 0) {
    const needed = missing.map(({ fingerprint, count }) => `${fingerprint} (${count})`).join(', ');
    return problem(
      'instances',
      `database connections need a key that is not here: ${needed}`,
      'Set it as INSTANCE_ENCRYPTION_KEY or INSTANCE_ENCRYPTION_KEY_PREVIOUS, or enter their addresses anew.',
    );
  }
  const tampered = await tamperedOnes(installation);
  if (tampered.length > 0) {
    return problem(
      'instances',
      `database connections that were changed outside the console: ${tampered.slice(0, NAMED_MAX).join(', ')}`,
      'Enter their addresses again, on the page Databases.',
    );
  }
  if (derived) {
    return warning(
      'instances',
      'the key of database connections is derived from SECRET_KEY',
      'Set INSTANCE_ENCRYPTION_KEY to a key of its own, then run keystow fernet reencrypt.',
    );
  }
  if (older > 0) {
    const message = `database connections under an older key: ${older}`;
    return warning('instances', message, 'Run keystow fernet reencrypt.');
  }
  const { unlocked } = installation.keys;
  return ok('instances', `database connections open${unlocked ? '' : ', not tried while locked'}`);
}

async function tamperedOnes(installation: Installation): Promise<string[]> {
  const keys = await readInstanceKeys(installation.env);
  const slugs: string[] = [];
  for (const row of await listAllInstances(installation.database.prisma)) {
    const { tampered } = await instanceSummary(installation, keys, row);
    if (tampered) slugs.push(row.slug);
  }
  return slugs;
}
