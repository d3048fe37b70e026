// The master key that a root key is made under: the one that was given, else one that is generated.

import 'server-only';
import type { Env } from '@/lib/env';
import { generateKeyFile } from './key-file';
import { readMasterKeyInputs } from './master-key-inputs';
import type { GivenKey } from './master-key-inputs';
import { masterKeyFile } from './master-key-sources';

/** Without any key `config/master.key` is written. Throws BootRefusal as reading keys does. */
export async function chooseMasterKey(env: Env): Promise<GivenKey> {
  const first = (await readMasterKeyInputs(env)).given[0];
  if (first) return first;
  await generateKeyFile(masterKeyFile(env), 'KEYSTOW_MASTER_KEY');
  const generated = (await readMasterKeyInputs(env)).given[0];
  if (!generated) throw new Error('The generated master key cannot be read back.');
  return generated;
}
