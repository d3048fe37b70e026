// Passwords of people: argon2id (RFC 9106) without a pepper.

import { hash, verify } from '@node-rs/argon2';
import type { Plaintext } from '@/lib/domain/plaintext';
import { boundedWork } from './bounded-work';

/** The second recommended option of RFC 9106, section 4: 64 MiB, 3 passes, 4 lanes. */
const OPTIONS = { algorithm: 2, memoryCost: 64 * 1024, timeCost: 3, parallelism: 4, outputLen: 32 };

/** 64 MiB each: however many ask at once, memory stays flat and the others wait their turn. */
const bounded = boundedWork(2);

/** A hash of the same cost that no password has: its digest was never computed, only written down. */
export const nobodysHash = `$argon2id$v=19$m=65536,t=3,p=4$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/** The encoded hash (PHC string) with its own random salt and parameters. */
export function hashPassword(password: Plaintext): Promise<string> {
  return bounded(() => password.use((bytes) => hash(bytes, OPTIONS)));
}

/**
 * Whether the password is the one behind `encoded`. With null, for an account that does not
 * exist, it does the same work and says no, so the time tells nobody which addresses are known.
 */
export async function verifyPassword(
  encoded: string | null,
  password: Plaintext,
): Promise<boolean> {
  const matches = await bounded(() =>
    password.use((bytes) => verify(encoded ?? nobodysHash, bytes)),
  );
  return matches && encoded !== null;
}
