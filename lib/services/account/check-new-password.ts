// Whether a password may be chosen: long enough, and not one that a guesser tries early.

import 'server-only';
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from '@/lib/domain/password-length';
import { PASSWORD_SCORE_MIN, passwordScore } from '@/lib/domain/password-strength';
import { ruleBroken } from '@/lib/domain/errors';
import type { Plaintext } from '@/lib/domain/plaintext';

/**
 * `known` is what a guesser knows of the person, such as the e-mail. Throws 422 at `pointer`; the
 * password is not in the message.
 */
export async function checkNewPassword(
  password: Plaintext,
  known: readonly string[],
  pointer = '/password',
): Promise<void> {
  const text = password.use((bytes) => new TextDecoder().decode(bytes));
  if (text.length < PASSWORD_LENGTH_MIN || text.length > PASSWORD_LENGTH_MAX) {
    const message =
      text.length < PASSWORD_LENGTH_MIN
        ? `Use at least ${PASSWORD_LENGTH_MIN} characters.`
        : `Use at most ${PASSWORD_LENGTH_MAX} characters.`;
    throw ruleBroken(pointer, 'password_length', message);
  }
  if ((await passwordScore(text, known)) < PASSWORD_SCORE_MIN) {
    throw ruleBroken(
      pointer,
      'password_weak',
      'This one is guessed early. Use several words that do not belong together.',
    );
  }
}
