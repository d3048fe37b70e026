// Whether a typed code is of the second factor, and its use, which is counted once.

import 'server-only';
import { hashRecoveryCode } from '@/lib/crypto/recovery-code';
import { matchTotpStep } from '@/lib/crypto/totp';
import {
  countRecoveryCodes,
  isRecoveryCodeOpen,
  takeRecoveryCode,
} from '@/lib/db/people/recovery-codes';
import { takeStep } from '@/lib/db/people/second-factors';
import type { SecondFactorRow } from '@/lib/db/people/second-factors';
import type { Tx } from '@/lib/db/connection/transaction';
import type { AccountEvent, FactorUsed } from '@/lib/domain/account-event';
import { KeystowError } from '@/lib/domain/errors';
import type { Plaintext } from '@/lib/domain/plaintext';
import type { Installation } from '../context';
import { openSeed } from './seal-seed';

/** A code that is right at this moment and has not been used up yet. */
export type FactorProof =
  | { readonly kind: 'totp'; readonly step: number }
  | { readonly kind: 'recovery_code'; readonly hash: Uint8Array<ArrayBuffer> };

/**
 * A code from the authenticator, or a recovery code, in whatever spelling; null when it is neither.
 * Throws `recovery_code_needed` for the first kind while the console is locked: the seed cannot be opened.
 */
export async function readProof(
  installation: Installation,
  factor: SecondFactorRow,
  typed: Plaintext,
): Promise<FactorProof | null> {
  const text = typed.use((bytes) => new TextDecoder().decode(bytes));
  const hash = hashRecoveryCode(text);
  if (hash) {
    const open = await isRecoveryCodeOpen(installation.database.prisma, factor.userId, hash);
    return open ? { kind: 'recovery_code', hash } : null;
  }
  if (!installation.keys.unlocked) throw recoveryCodeNeeded();
  const seed = await openSeed(installation, factor);
  const step = matchTotpStep(seed, text.replaceAll(/\s/g, ''), Number(factor.lastStep));
  return step === null ? null : { kind: 'totp', step };
}

/** What the use of a proof left: how many recovery codes, null for the authenticator. */
export interface FactorSpent {
  readonly used: Exclude<FactorUsed, 'none'>;
  readonly left: number | null;
}

/** In the transaction of what it stands for. Null when it was used meanwhile. */
export async function spendProof(
  tx: Tx,
  userId: string,
  proof: FactorProof,
): Promise<FactorSpent | null> {
  const taken =
    proof.kind === 'totp'
      ? await takeStep(tx, userId, proof.step)
      : await takeRecoveryCode(tx, userId, proof.hash);
  if (!taken) return null;
  const left = proof.kind === 'totp' ? null : await countRecoveryCodes(tx, userId);
  return { used: proof.kind, left };
}

/** The event of a used recovery code; none for the authenticator. */
export function eventsOfSpent(
  user: { readonly id: string; readonly name: string },
  spent: FactorSpent | null,
): AccountEvent[] {
  if (!spent || spent.left === null) return [];
  return [{ action: 'recovery_code.used', user, left: spent.left }];
}

export function recoveryCodeNeeded(): KeystowError {
  return new KeystowError(
    'recovery_code_needed',
    'The console is locked, so codes from an authenticator cannot be checked. Use a recovery code.',
  );
}
