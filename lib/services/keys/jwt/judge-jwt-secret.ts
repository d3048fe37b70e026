// Whether a text is fit to be the next JWT secret: strong, and no other key in any spelling.

import 'server-only';
import {
  equalKeyMaterial,
  MasterKeyRefused,
  readMasterKey,
  readMasterKeyLeniently,
} from '@/lib/crypto/master-key';
import { ruleBroken } from '@/lib/domain/errors';
import type { Context } from '../../context';
import { whileRunning } from '../boot-refusal';
import { findMasterKeys } from '../master-key-sources';
import { otherKeys } from '../other-keys';

const POINTER = '/secret';

/**
 * Throws 422 at `/secret` for a weak secret, one in use for sessions already, and one that is any
 * other configured key, decodes to it or is derived from it. Quotes nothing.
 */
export async function judgeJwtSecret({ installation }: Context, text: string): Promise<void> {
  const { env, id, jwt } = installation;
  const input = strong(text);
  if (text === jwt.currentText) {
    throw ruleBroken(POINTER, 'secret_in_use', 'This is the JWT secret in use. Bring another one.');
  }
  const sources = await whileRunning(() => findMasterKeys(env));
  const previous = env.masterKeyPrevious?.reveal();
  const masters = [
    ...sources.map(({ source, text: key }) => [source, key] as const),
    ...(previous === undefined ? [] : [['KEYSTOW_MASTER_KEY_PREVIOUS', previous] as const]),
  ];
  for (const [name, key] of [...masters, ...otherKeys(env)]) {
    if (await equalKeyMaterial(input, key, id)) throw shared(name);
  }
  for (const [name, key] of masters) {
    const master = readable(key);
    if (master && (await equalKeyMaterial(master, text, id))) throw shared(name);
  }
}

function strong(text: string) {
  try {
    return readMasterKey(text);
  } catch (error) {
    if (!(error instanceof MasterKeyRefused)) throw error;
    throw ruleBroken(POINTER, error.reason, error.message);
  }
}

/** A master key that cannot be read keeps the console locked, and is nobody's secret. */
function readable(text: string) {
  try {
    return readMasterKeyLeniently(text).input;
  } catch {
    return null;
  }
}

function shared(name: string) {
  return ruleBroken(
    POINTER,
    'shared_key',
    `${name} is this secret or derived from it. The JWT secret needs a value of its own.`,
  );
}
