// The master key that a drill tries: a typed one, or the one that this console is given.

import 'server-only';
import { MasterKeyRefused, readMasterKeyLeniently } from '@/lib/crypto/master-key';
import type { MasterKeyInput } from '@/lib/crypto/master-key';
import { ruleBroken } from '@/lib/domain/errors';
import type { Plaintext } from '@/lib/domain/plaintext';
import type { Context } from '../context';
import { whileRunning } from '../keys/boot-refusal';
import { readMasterKeyInputs } from '../keys/master-key-inputs';

/** Weak ones too: what was in force once may have been one. */
export function typedInput(key: Plaintext): MasterKeyInput {
  try {
    const text = key.use((bytes) => Buffer.from(bytes).toString('utf8')).trim();
    return readMasterKeyLeniently(text).input;
  } catch (error) {
    if (!(error instanceof MasterKeyRefused)) throw error;
    throw ruleBroken('/key', error.reason, error.message);
  }
}

/** Throws 422 at `/key` where there is none. */
export async function inputAtHand({ installation }: Context): Promise<MasterKeyInput> {
  const { given } = await whileRunning(() => readMasterKeyInputs(installation.env));
  const [first] = given;
  if (first) return first.input;
  throw ruleBroken('/key', 'no_key', 'No master key is at hand: type the one to try.');
}
