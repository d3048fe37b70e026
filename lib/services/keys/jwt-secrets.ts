// The secrets that sign sessions: a current one and, during a rotation, the previous one.

import 'server-only';
import path from 'node:path';
import { deriveKey } from '@/lib/crypto/hkdf';
import { MasterKeyRefused, readMasterKey } from '@/lib/crypto/master-key';
import type { Env } from '@/lib/env';
import { BootRefusal } from './boot-refusal';
import { generateKeyFile, readKeyFile } from './key-file';

/** `kid` names the secret in a cookie's header and is safe to show. */
export interface JwtSecret {
  readonly kid: string;
  readonly bytes: Uint8Array;
}

export interface JwtSecrets {
  readonly current: JwtSecret;
  readonly previous: JwtSecret | null;
  /** The current secret as it was given, for comparing it with other keys at boot. */
  readonly currentText: string;
}

/** From the environment, else `config/jwt.secret`, which is generated when absent. */
export async function loadJwtSecrets(env: Env): Promise<JwtSecrets> {
  const text = env.jwtSecret?.reveal() ?? (await generatedSecret(env));
  if (env.production) checkStrength('JWT_SECRET', text);
  const previous = env.jwtSecretPrevious?.reveal();
  return {
    current: toSecret(text),
    previous: previous === undefined ? null : toSecret(previous),
    currentText: text,
  };
}

async function generatedSecret(env: Env): Promise<string> {
  const file = path.join(env.configDir, 'jwt.secret');
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

function toSecret(text: string): JwtSecret {
  const bytes = new TextEncoder().encode(text);
  const kid = Buffer.from(deriveKey(bytes, '', 'keystow/jwt-kid/v1'))
    .subarray(0, 8)
    .toString('hex');
  return { kid, bytes: deriveKey(bytes, '', 'keystow/jwt/v1') };
}
