// Does the master key open this database, and if not, which would?

import 'server-only';
import type { KeyOverview } from '@/lib/contracts/keys';
import { ok, problem, warning, type DoctorCheck } from '@/lib/domain/doctor-check';

const WHY = {
  no_key: 'no master key was given',
  wrong_key: 'the master key that was given is another one',
  tampered: 'the master key fits, yet the stored root key does not open: it was damaged or changed',
} as const;

type Facts = Pick<KeyOverview, 'state' | 'lock' | 'fingerprint' | 'source'>;

export function checkMasterKey({ state, lock, fingerprint, source }: Facts): DoctorCheck {
  const id = 'master_key';
  const given = `${fingerprint ?? 'none'}${source ? ` from ${source}` : ''}`;
  if (state === 'locked' && lock) {
    const fits = lock.fittingSources.length
      ? ` A key that fits is in ${lock.fittingSources.join(' and ')}: take the other away.`
      : '';
    return problem(
      id,
      `locked: ${WHY[lock.reason]}; needed ${lock.needed.join(' or ')}, given ${given}`,
      lock.reason === 'tampered'
        ? 'Restore a backup of the database, and look who can write to it.'
        : `Start with the key that is needed.${fits} Where it is lost: keystow reset.`,
    );
  }
  if (state === 'development') {
    return warning(
      id,
      `${given}: published with the source of Keystow, anybody can open what it seals`,
      'Keep no real secret here. Production needs a key and a database of its own.',
    );
  }
  return ok(id, `${given}, unlocked`);
}
