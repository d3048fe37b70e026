// Is there a JWT secret, and is it fit? One that is absent is not made by looking for it.

import { stat } from 'node:fs/promises';
import type { Env } from '@/lib/env';
import { ok, problem, warning, type DoctorCheck } from '@/lib/domain/doctor-check';
import { BootRefusal } from '@/lib/services/keys/boot-refusal';
import { loadJwtSecrets, toJwtSecret } from '@/lib/services/keys/jwt-secrets';
import { jwtSecretFile } from '@/lib/services/keys/jwt/jwt-files';
import { JwtRing } from '@/lib/services/keys/jwt/jwt-ring';

export interface JwtFound {
  readonly check: DoctorCheck;
  /** Signs nothing where there is none. */
  readonly ring: JwtRing;
}

export async function checkJwtSecret(env: Env): Promise<JwtFound> {
  const id = 'jwt_secret';
  const file = jwtSecretFile(env);
  const none = (check: DoctorCheck): JwtFound => ({ check, ring: noSecret() });
  if (!env.jwtSecret && !(await stat(file).catch(() => null))) {
    const remedy = 'Start the console, which makes one; or put the old file back.';
    return none(warning(id, `${file} is not there: people will have to sign in again`, remedy));
  }
  try {
    const ring = await loadJwtSecrets(env);
    const previous = ring.previous ? `, and accepted from ${ring.previous.source}` : '';
    return { check: ok(id, `${ring.current.kid} from ${ring.source}${previous}`), ring };
  } catch (error) {
    if (!(error instanceof BootRefusal)) throw error;
    return none(problem(id, error.message, 'Set a JWT_SECRET of 32 random bytes.'));
  }
}

function noSecret(): JwtRing {
  const current = toJwtSecret('');
  return new JwtRing({ current, source: 'config/jwt.secret', previous: null, currentText: '' });
}
