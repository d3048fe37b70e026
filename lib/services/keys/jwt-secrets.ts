// The secrets that sign sessions: a current one and, during a rotation, the previous one.

import 'server-only';
import { deriveKey } from '@/lib/crypto/hkdf';
import { MasterKeyRefused, readMasterKey } from '@/lib/crypto/master-key';
import type { Env } from '@/lib/env';
import { BootRefusal } from './boot-refusal';
import { jwtSecretFile, previousJwtFile } from './jwt/jwt-files';
import { JwtRing, type JwtSecret, type JwtSecrets } from './jwt/jwt-ring';
import { generateKeyFile, readKeyFile } from './key-file';

/** From the environment, else `config/jwt.secret`, which is generated when absent. Throws BootRefusal. */
export async function loadJwtSecrets(env: Env): Promise<JwtRing> {
  const given = env.jwtSecret?.reveal();
  const text = given ?? (await generatedSecret(env));
  if (env.production) checkStrength('JWT_SECRET', text);
  return new JwtRing({
    current: toJwtSecret(text),
    source: given === undefined ? 'config/jwt.secret' : 'JWT_SECRET',
    previous: await previousSecret(env, text),
    currentText: text,
  });
}

/** The previous file belongs to the generated one alone. The same secret twice is one secret. */
async function previousSecret(env: Env, current: string): Promise<JwtSecrets['previous']> {
  const given = env.jwtSecretPrevious?.reveal();
  const kept = env.jwtSecret ? null : await readKeyFile(previousJwtFile(env));
  const text = given ?? (kept || null);
  if (text === null || text === current) return null;
  const source = given === undefined ? 'config/jwt.secret.previous' : 'JWT_SECRET_PREVIOUS';
  return { ...toJwtSecret(text), source };
}

async function generatedSecret(env: Env): Promise<string> {
  const file = jwtSecretFile(env);
  await generateKeyFile(file, 'JWT_SECRET');
  const text = await readKeyFile(file);
  if (!text)
    throw new BootRefusal('jwt_secret_missing', `${file} is empty. Remove it or set JWT_SECRET.`);
  return text;
}

/** The same rules as for master keys: at least 32 characters that nobody can guess. */
function checkStrength(variable: string, text: string): void {
  try {
    readMasterKey(text);
  } catch (error) {
    if (!(error instanceof MasterKeyRefused)) throw error;
    throw new BootRefusal(`jwt_secret_${error.reason}`, `${variable}: ${error.message}`);
  }
}

/** The signing key and its name, both by HKDF-SHA256 (RFC 5869) of the text. */
export function toJwtSecret(text: string): JwtSecret {
  const bytes = new TextEncoder().encode(text);
  const kid = Buffer.from(deriveKey(bytes, '', 'keystow/jwt-kid/v1'))
    .subarray(0, 8)
    .toString('hex');
  return { kid, bytes: deriveKey(bytes, '', 'keystow/jwt/v1') };
}
