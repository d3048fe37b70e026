// One-time passwords by time (RFC 6238 on RFC 4226): six digits, 30 seconds, HMAC-SHA-1, as every
// authenticator understands them.

import { randomBytes } from 'node:crypto';
import { generateURI, ScureBase32Plugin, verifySync } from 'otplib';
import { Plaintext } from '@/lib/domain/plaintext';

/** The length that RFC 4226, section 4, recommends: as long as the digest. */
const SEED_BYTES = 20;
export const TOTP_STEP_SECONDS = 30;
/** One step earlier or later is accepted (RFC 6238, section 5.2): clocks of telephones differ. */
const TOLERANCE_SECONDS = TOTP_STEP_SECONDS;
const ISSUER = 'Keystow';

const base32 = new ScureBase32Plugin();

/** A new seed, which the console and one authenticator share. */
export function newTotpSeed(): Plaintext {
  return Plaintext.fromBytes(Uint8Array.from(randomBytes(SEED_BYTES)));
}

/**
 * The time step of `code` when it is the one of now, of the step before or of the next, and later than
 * `lastStep`; otherwise null. Whoever accepts a step keeps it as the next `lastStep`: a code works once.
 */
export function matchTotpStep(
  seed: Plaintext,
  code: string,
  lastStep: number,
  nowMs: number = Date.now(),
): number | null {
  const epoch = Math.floor(nowMs / 1000);
  const newest = Math.floor((epoch + TOLERANCE_SECONDS) / TOTP_STEP_SECONDS);
  // Also after the clock was set back: no step is taken that could have been taken before.
  if (!/^\d{6}$/.test(code) || lastStep >= newest) return null;
  const found = seed.use((secret) =>
    verifySync({
      secret: Uint8Array.from(secret),
      token: code,
      epoch,
      epochTolerance: TOLERANCE_SECONDS,
      afterTimeStep: lastStep,
    }),
  );
  return found.valid && 'timeStep' in found ? found.timeStep : null;
}

/** The seed as people type it: base32 (RFC 4648) in upper case, without padding. */
export function totpSeedText(seed: Plaintext): string {
  return seed.use((bytes) => base32.encode(bytes));
}

/** The `otpauth://` address that authenticators read from a QR code; `account` is shown there. */
export function totpAddress(seed: Plaintext, account: string): string {
  return generateURI({ issuer: ISSUER, label: account, secret: totpSeedText(seed) });
}
