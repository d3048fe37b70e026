// Is some other key of the configuration the master key in disguise?

import 'server-only';
import type { KeyOverview } from '@/lib/contracts/keys';
import { ok, problem, type DoctorCheck } from '@/lib/domain/doctor-check';

export function checkSharedKeys({ shared }: KeyOverview['jwt']): DoctorCheck {
  if (shared.length === 0) return ok('shared_keys', 'no other key is the master key');
  return problem(
    'shared_keys',
    `${shared.join(', ')}: the master key, or derived from it`,
    'Give each a value of its own: a leak of the lesser key would open every secret.',
  );
}
