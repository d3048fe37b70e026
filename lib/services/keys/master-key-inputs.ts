// Reads and judges the master keys that were given: refused in production, warned about in development.

import 'server-only';
import {
  deriveMasterKey,
  developmentMasterKey,
  equalKeyMaterial,
  isDevelopmentKey,
  MasterKeyRefused,
  readMasterKeyLeniently,
} from '@/lib/crypto/master-key';
import type { MasterKeyInput } from '@/lib/crypto/master-key';
import type { RootKeyWrapRow } from '@/lib/db/keys/root-keys';
import type { Env } from '@/lib/env';
import { BootRefusal } from './boot-refusal';
import type { KeySource } from './key-state';
import { findMasterKeys } from './master-key-sources';
import type { FoundKey } from './master-key-sources';
import { otherKeys } from './other-keys';

export interface GivenKey {
  readonly source: KeySource;
  readonly input: MasterKeyInput;
}

export interface GivenKeys {
  /** The key in force first; the others only tell a locked console which source would fit. */
  readonly given: readonly GivenKey[];
  readonly warnings: readonly string[];
}

/** Throws BootRefusal when production is given a weak, malformed or published key. */
export async function readMasterKeyInputs(env: Env): Promise<GivenKeys> {
  const found = await findMasterKeys(env);
  const warnings: string[] = [];
  const given = found.flatMap((key, index) => {
    const input = index === 0 ? judge(env, key, warnings) : readQuietly(key);
    return input ? [{ source: key.source, input }] : [];
  });
  if (given.length > 0 || env.production) return { given, warnings };
  warnings.push(
    'No master key is set: the published development key is used. Anybody can open what it seals.',
  );
  return { given: [{ source: 'development key', input: developmentMasterKey() }], warnings };
}

function judge(env: Env, { source, text }: FoundKey, warnings: string[]): MasterKeyInput {
  try {
    const { input, weakness } = readMasterKeyLeniently(text);
    const refusal = isDevelopmentKey(input) ? 'development_key' : weakness;
    if (!refusal) return input;
    const { message } = new MasterKeyRefused(refusal);
    if (env.production) throw new BootRefusal(`master_key_${refusal}`, `${source}: ${message}`);
    warnings.push(`${source}: ${message}`);
    return input;
  } catch (error) {
    if (!(error instanceof MasterKeyRefused)) throw error;
    throw new BootRefusal(`master_key_${error.reason}`, `${source}: ${error.message}`);
  }
}

function readQuietly({ text }: FoundKey): MasterKeyInput | null {
  try {
    return readMasterKeyLeniently(text).input;
  } catch {
    return null;
  }
}

/** A database that was begun in development is not fit for production, whatever key is given now. */
export async function refuseDevelopmentDatabase(
  env: Env,
  installationId: string,
  wraps: readonly RootKeyWrapRow[],
): Promise<void> {
  if (!env.production) return;
  const { fingerprint } = await deriveMasterKey(developmentMasterKey(), installationId);
  if (wraps.some((wrap) => wrap.masterFingerprint === fingerprint)) {
    throw new BootRefusal(
      'development_database',
      'This database was made with the published development key. Start production with a new database or DATA_DIR.',
    );
  }
}

/**
 * No other key of the configuration may be the master key, its decoded form or derived from it: a
 * leak of that lesser key would open every secret. Refused in production, a warning in development.
 */
export async function checkKeysDiffer(
  env: Env,
  installationId: string,
  jwtSecretText: string,
): Promise<readonly string[]> {
  const { given } = await readMasterKeyInputs(env);
  const master = given[0];
  if (!master) return [];
  const shared = await findSharedKeys(env, installationId, master.input, jwtSecretText);
  const warnings = shared.map(
    (variable) =>
      `${variable} is the master key or derived from it. Give ${variable} a value of its own.`,
  );
  if (env.production && warnings[0]) throw new BootRefusal('shared_key', warnings[0]);
  return warnings;
}

/** Which other keys of the configuration are `input`, in any spelling, or derived from it. */
export async function findSharedKeys(
  env: Env,
  installationId: string,
  input: MasterKeyInput,
  jwtSecretText: string,
): Promise<string[]> {
  const others = [['JWT_SECRET', jwtSecretText] as const, ...otherKeys(env)];
  const shared: string[] = [];
  for (const [variable, text] of others) {
    if (await equalKeyMaterial(input, text, installationId)) shared.push(variable);
  }
  return shared;
}
