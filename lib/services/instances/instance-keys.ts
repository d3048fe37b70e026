// The keys of database connections as this process has them; the first is generated where there is none.

import 'server-only';
import path from 'node:path';
import { newFernetKeyText } from '@/lib/crypto/fernet-key';
import { InstanceKeyRefused, selectInstanceKeys } from '@/lib/crypto/instance-keys';
import type { InstanceKeys } from '@/lib/crypto/instance-keys';
import { countInstanceKeys } from '@/lib/db/instances/instance-keys';
import type { CountedKey } from '@/lib/db/instances/instance-keys';
import type { Reader } from '@/lib/db/connection/transaction';
import { KeystowError } from '@/lib/domain/errors';
import type { Env } from '@/lib/env';
import type { Installation } from '../context';
import { whileRunning } from '../keys/boot-refusal';
import { generateKeyFile, readKeyFile } from '../keys/key-file';

export function instanceKeyFile(env: Env): string {
  return path.join(env.configDir, 'instance.key');
}

/** Null where no place holds one. Throws 409 for a place that holds something else, naming it. */
export async function readInstanceKeys(env: Env): Promise<InstanceKeys | null> {
  return whileRunning(async () => {
    const generated = await readKeyFile(instanceKeyFile(env));
    try {
      return selectInstanceKeys(settingsOf(env), generated);
    } catch (error) {
      if (error instanceof InstanceKeyRefused) throw refused(error.message);
      throw error;
    }
  });
}

function settingsOf(env: Env) {
  return {
    instanceEncryptionKey: env.instanceEncryptionKey?.reveal(),
    instanceEncryptionKeyPrevious: env.instanceEncryptionKeyPrevious?.reveal(),
    secretKey: env.secretKey?.reveal(),
    secretKeyPrevious: env.secretKeyPrevious?.reveal(),
  };
}

/**
 * The keys to seal with. Where nothing was ever sealed and no place holds one, `config/instance.key` is made.
 * Throws 409, with the fingerprint that is needed, while a key is missing that rows lie under: nothing is
 * generated or mixed then.
 */
export async function sealingInstanceKeys(installation: Installation): Promise<InstanceKeys> {
  const { env, database } = installation;
  const found = await readInstanceKeys(env);
  await requireAllKnown(database.prisma, found);
  if (found) return found;
  await whileRunning(() =>
    generateKeyFile(instanceKeyFile(env), 'INSTANCE_ENCRYPTION_KEY', newFernetKeyText()),
  );
  const made = await readInstanceKeys(env);
  if (!made)
    throw refused('config/instance.key: it is empty. Remove it, or write the key into it.');
  return made;
}

/** Throws 409 naming the fingerprints that are needed and none of `keys` has. */
export async function requireAllKnown(reader: Reader, keys: InstanceKeys | null): Promise<void> {
  const missing = missingKeys(await countInstanceKeys(reader, null), keys);
  if (missing.length > 0) throw keyMissing(missing);
}

/** Those that something lies under and that no place holds. */
export function missingKeys(
  stored: readonly CountedKey[],
  keys: InstanceKeys | null,
): CountedKey[] {
  const held = keys?.keys.map(({ fingerprint }) => fingerprint) ?? [];
  return stored.filter(({ fingerprint }) => !held.includes(fingerprint));
}

export function keyMissing(missing: readonly Pick<CountedKey, 'fingerprint'>[]): KeystowError {
  const needed = missing.map(({ fingerprint }) => fingerprint).join(' and ');
  return refused(
    `Stored database connections need the key ${needed}, which is not here. Set it as INSTANCE_ENCRYPTION_KEY or INSTANCE_ENCRYPTION_KEY_PREVIOUS and start Keystow again, or enter their addresses anew or delete them.`,
  );
}

function refused(message: string): KeystowError {
  return new KeystowError('conflict', message, {
    issues: [{ pointer: '', code: 'instance_key', message }],
  });
}
