// `KEYSTOW_ADMIN_PASSWORD` is held to the rule for every new password, when it is about to be used.

import 'server-only';
import type { Database } from '@/lib/db/connection/database';
import { anyUserExists } from '@/lib/db/people/members';
import { KeystowError } from '@/lib/domain/errors';
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from '@/lib/domain/password-length';
import { Plaintext } from '@/lib/domain/plaintext';
import { EnvRefusal } from '@/lib/env';
import type { Env } from '@/lib/env';
import { checkNewPassword } from '../account/check-new-password';

const EXPECTED = `${PASSWORD_LENGTH_MIN} to ${PASSWORD_LENGTH_MAX} characters that are not guessed early, such as several words that do not belong together; or leave it and KEYSTOW_ADMIN_EMAIL out, and open the set-up link`;

/** Throws EnvRefusal with what to do. */
export async function checkAdminPassword(email: string, password: Plaintext): Promise<void> {
  try {
    await checkNewPassword(password, [email]);
  } catch (error) {
    if (!(error instanceof KeystowError)) throw error;
    throw new EnvRefusal([{ variable: 'KEYSTOW_ADMIN_PASSWORD', expected: EXPECTED }]);
  }
}

/** As `checkAdminPassword` before a start; does nothing once anybody exists, because it is ignored then. */
export async function refuseWeakAdmin(env: Env, database: Database): Promise<void> {
  const { adminEmail, adminPassword } = env;
  if (!adminEmail || !adminPassword || (await anyUserExists(database.prisma))) return;
  await checkAdminPassword(adminEmail, Plaintext.fromText(adminPassword.reveal()));
}
