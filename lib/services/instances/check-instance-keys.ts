// Keys of database connections may be neither the JWT secret nor the master key: each has one purpose.

import 'server-only';
import { equalKeyMaterial, shareKeyMaterial } from '@/lib/crypto/equal-key-material';
import type { Env } from '@/lib/env';
import { BootRefusal } from '../keys/boot-refusal';
import { readKeyFile } from '../keys/key-file';
import { readMasterKeyInputs } from '../keys/master-key-inputs';
import { instanceKeyFile } from './instance-keys';

/** What is in the variables is compared with the master key by `checkKeysDiffer`, as all others are. */
const GENERATED = 'config/instance.key';

/** Throws a refusal in production; in development these are the warnings. */
export async function checkInstanceKeys(
  env: Env,
  installationId: string,
  jwtSecretText: string,
): Promise<readonly string[]> {
  const generated = await readKeyFile(instanceKeyFile(env));
  const texts = [
    ['INSTANCE_ENCRYPTION_KEY', env.instanceEncryptionKey?.reveal()],
    ['INSTANCE_ENCRYPTION_KEY_PREVIOUS', env.instanceEncryptionKeyPrevious?.reveal()],
    ['SECRET_KEY', env.secretKey?.reveal()],
    ['SECRET_KEY_PREVIOUS', env.secretKeyPrevious?.reveal()],
    ['FERNET_SECRET_KEY', env.fernetSecretKey?.reveal()],
    [GENERATED, generated ?? undefined],
  ] as const;
  const warnings = texts.flatMap(([place, text]) =>
    text && shareKeyMaterial(text, jwtSecretText)
      ? [`${place} is the JWT secret. Give ${place} a value of its own.`]
      : [],
  );
  const [master] = (await readMasterKeyInputs(env)).given;
  if (generated && master && (await equalKeyMaterial(master.input, generated, installationId))) {
    warnings.push(`${GENERATED} is the master key. Put a key of its own there.`);
  }
  if (env.production && warnings[0]) throw new BootRefusal('shared_key', warnings[0]);
  return warnings;
}
