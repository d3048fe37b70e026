// Is a change of keys half done: a key staged or retained, an operation open?

import 'server-only';
import type { KeyOverview } from '@/lib/contracts/keys';
import { ok, warning, type DoctorCheck } from '@/lib/domain/doctor-check';

type Facts = Pick<KeyOverview, 'masterKeys' | 'operation'>;

export function checkKeyChange({ masterKeys, operation }: Facts): DoctorCheck {
  const of = (state: string) =>
    masterKeys.filter((key) => key.state === state).map((key) => key.fingerprint);
  const found = [
    ...of('staged').map((key) => `${key} is staged`),
    ...of('retained').map((key) => `${key} still opens`),
    ...(operation ? [`the change ${operation.id} is open, held by ${operation.heldBy}`] : []),
  ];
  if (found.length === 0) return ok('key_change', 'no change of keys is under way');
  return warning('key_change', found.join('; '), 'Finish it or roll it back: the page /keys.');
}
