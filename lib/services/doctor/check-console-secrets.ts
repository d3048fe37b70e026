// Which of the console's own secrets are set, from where, and whether one is weak or shared. Keeps nothing.

import 'server-only';
import { ok, warning, type DoctorCheck } from '@/lib/domain/doctor-check';
import { KeystowError } from '@/lib/domain/errors';
import type { JwtRing } from '../keys/jwt/jwt-ring';
import type { Configuration } from '../managed/configuration';
import { lookAtSecrets } from '../managed/look-at-secrets';
import type { SecretLook } from '../managed/look-at-secrets';

const ID = 'console_secrets';

export async function checkConsoleSecrets(
  configuration: Configuration,
  jwt: JwtRing,
): Promise<DoctorCheck[]> {
  try {
    const looks = await lookAtSecrets(configuration, jwt);
    return [
      ...looks.flatMap(setOf),
      ...looks.flatMap(sharedOf),
      ...looks.flatMap(faultOf),
      ...unset(looks),
    ];
  } catch (error) {
    if (!(error instanceof KeystowError)) throw error;
    return [warning(ID, error.message, 'Make the file readable, or unset the variable.')];
  }
}

function setOf({ secret, found, strength }: SecretLook): DoctorCheck[] {
  if (!found || !strength) return [];
  const line = `${secret.name}: from ${found.source}; ${strength.grade}, ${strength.words}`;
  if (strength.grade !== 'weak') return [ok(ID, line)];
  return [warning(ID, line, `Generate another one. ${secret.rotating}`)];
}

function sharedOf({ secret, sameAs }: SecretLook): DoctorCheck[] {
  const others = sameAs.filter((name) => name > secret.name);
  if (others.length === 0) return [];
  const line = `${secret.name} has the value of ${others.join(' and ')}`;
  return [warning(ID, line, 'Give each a value of its own: a leak of one is a leak of both.')];
}

function faultOf({ secret, fault }: SecretLook): DoctorCheck[] {
  if (fault === null) return [];
  return [warning(ID, `${secret.name} was not looked for: ${fault}`, 'Look at SECRET_PROVIDER.')];
}

function unset(looks: readonly SecretLook[]): DoctorCheck[] {
  const names = looks.flatMap(({ secret, found, fault }) => (found || fault ? [] : [secret.name]));
  return names.length === 0 ? [] : [ok(ID, `not set: ${names.join(', ')}`)];
}
