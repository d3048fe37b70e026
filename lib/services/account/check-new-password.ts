// Whether a password may be chosen: long enough, and not one that a guesser tries early.

import 'server-only';
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from '@/lib/domain/password-length';
import { ruleBroken } from '@/lib/domain/errors';
import type { Plaintext } from '@/lib/domain/plaintext';

/** Of zxcvbn's 0 to 4: more than 10^8 guesses (Wheeler, USENIX Security 2016). */
const SCORE_MIN = 3;
/** More tells a guesser nothing, and the estimate costs time that grows faster than the length. */
const ESTIMATED_LENGTH_MAX = 72;

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
    const message = `Use at least ${PASSWORD_LENGTH_MIN} characters.`;
    throw ruleBroken(pointer, 'password_length', message);
  }
  const words = known.flatMap((one) => [one, ...one.split(/[^\p{L}\p{N}]+/u)]).filter(Boolean);
  if ((await estimate(text.slice(0, ESTIMATED_LENGTH_MAX), words)) < SCORE_MIN) {
    throw ruleBroken(
      pointer,
      'password_weak',
      'This one is guessed early. Use several words that do not belong together.',
    );
  }
}

type Estimator = (text: string, known: string[]) => number;

let estimator: Promise<Estimator> | undefined;

async function estimate(text: string, known: string[]): Promise<number> {
  estimator ??= loadEstimator();
  return (await estimator)(text, known);
}

/** The dictionaries are large: read when the first password is chosen. */
async function loadEstimator(): Promise<Estimator> {
  const [{ ZxcvbnFactory }, common, english] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
  ]);
  const zxcvbn = new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
  });
  return (text, known) => zxcvbn.check(text, known).score;
}
