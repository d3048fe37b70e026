// An authenticator for tests: codes of a seed by step, and accounts that have a second factor.

import { generateSync } from 'otplib';
import { afterAll, beforeAll, vi } from 'vitest';
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

/** Stops the clock in the middle of a time step, so that no code passes from one into the next on its way. */
export function holdTheClock(): void {
  const stepMs = STEP_SECONDS * 1000;
  beforeAll(() => {
    const now = (Math.floor(Date.now() / stepMs) + 0.5) * stepMs;
    vi.useFakeTimers({ toFake: ['Date'], now });
  });
  afterAll(() => vi.useRealTimers());
}

/** Why something was refused: the code of the field, else of the refusal; `none` when it was not. */
export function codeOfRefusal(attempt: Promise<unknown>): Promise<string> {
  return attempt.then(
    () => 'none',
    (error: { code: string; extras?: { issues?: readonly { code: string }[] } }) =>
      error.extras?.issues?.[0]?.code ?? error.code,
  );
}
