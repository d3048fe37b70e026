// Is a change of the JWT secret half done?

import 'server-only';
import type { KeyOverview } from '@/lib/contracts/keys';
import { ok, warning, type DoctorCheck } from '@/lib/domain/doctor-check';

export function checkJwtChange({ current, previous }: KeyOverview['jwt']): DoctorCheck {
  const id = 'jwt_change';
  if (!previous) return ok(id, `sessions are signed with ${current.kid} alone`);
  const still = `${previous.kid} is still accepted, ${previous.sessions} live sessions need it`;
  return previous.sessions > 0
    ? warning(id, still, 'Wait until no session needs it, then remove it: the page /keys/jwt.')
    : warning(id, still, 'Remove it: the page /keys/jwt, or keystow keys jwt finish.');
}
