// The generated JWT secret as files: current, previous and next, and the steps from one to the other.

import 'server-only';
import { link, rm } from 'node:fs/promises';
import path from 'node:path';
import { KeystowError } from '@/lib/domain/errors';
import type { Env } from '@/lib/env';
import {
  newKeyFile,
  putNewFileInPlace,
  readKeyFile,
  syncFolder,
  writeNewKeyFile,
} from '../key-file';

export function jwtSecretFile(env: Env): string {
  return path.join(env.configDir, 'jwt.secret');
}

export function previousJwtFile(env: Env): string {
  return `${jwtSecretFile(env)}.previous`;
}

/**
 * Writes the next secret beside the current one: `text`, or 32 random bytes as hex. Answers with what
 * was read back. Nothing counts yet; what an earlier attempt left is overwritten.
 */
export async function prepareJwtFile(env: Env, text: string | undefined): Promise<string> {
  const file = jwtSecretFile(env);
  await writeNewKeyFile(file, text);
  const stored = await readKeyFile(newKeyFile(file));
  if (!stored || (text !== undefined && stored !== text)) throw notAsWritten(newKeyFile(file));
  return stored;
}

export async function abandonJwtFile(env: Env): Promise<void> {
  await rm(newKeyFile(jwtSecretFile(env)), { force: true });
}

/**
 * Keeps the current file as the previous one, then renames the next over it. Cut off between the two,
 * current and previous are the same, which counts as none; after them both are accepted.
 */
export async function putJwtFileInForce(env: Env, current: string, next: string): Promise<void> {
  const file = jwtSecretFile(env);
  await rm(previousJwtFile(env), { force: true });
  await link(file, previousJwtFile(env));
  await syncFolder(path.dirname(file));
  if ((await readKeyFile(previousJwtFile(env))) !== current) {
    throw notAsWritten(previousJwtFile(env));
  }
  await putNewFileInPlace(file);
  if ((await readKeyFile(file)) !== next) throw notAsWritten(file);
}

export async function removePreviousJwtFile(env: Env): Promise<void> {
  await rm(previousJwtFile(env), { force: true });
  await syncFolder(path.dirname(previousJwtFile(env)));
}

function notAsWritten(file: string): KeystowError {
  return new KeystowError(
    'conflict',
    `${file} does not hold what was written to it. Look at the folder before you try again.`,
  );
}
