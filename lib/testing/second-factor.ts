// An authenticator for tests: codes of a seed by step, and accounts that have a second factor.

import { generateSync } from 'otplib';
import { Plaintext } from '@/lib/domain/plaintext';
import type { OwnContext } from '@/lib/services/context';
import { beginEnrolment } from '@/lib/services/second-factor/begin-enrolment';
import { confirmEnrolment } from '@/lib/services/second-factor/confirm-enrolment';
import { TEST_PASSWORD } from './organization';

const STEP_SECONDS = 30;

/** The code of a seed (base32) now, or so many steps later. */
export function codeOf(secret: string, stepsLater = 0): string {
  return generateSync({
    secret,
    epoch: Math.floor(Date.now() / 1000) + stepsLater * STEP_SECONDS,
  });
}

export const plain = (text: string): Plaintext => Plaintext.fromText(text);

/** Sets a second factor up; the code of that step is used up by it. */
export async function enrol(
  ctx: OwnContext,
  stepsLater = 0,
): Promise<{ secret: string; recoveryCodes: string[] }> {
  const { secret } = await beginEnrolment(ctx, plain(TEST_PASSWORD));
  const recoveryCodes = await confirmEnrolment(ctx, plain(codeOf(secret, stepsLater)));
  return { secret, recoveryCodes };
}
