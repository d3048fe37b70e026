// Where the operator's master key may be, in the order in which it is looked for.

import 'server-only';
import path from 'node:path';
import type { Env } from '@/lib/env';
import { BootRefusal } from './boot-refusal';
import { readKeyFile } from './key-file';
import type { KeySource } from './key-state';

/** The text of a master key as it stands in its source. Never printed. */
export interface FoundKey {
  readonly source: KeySource;
  readonly text: string;
}

export function masterKeyFile(env: Env): string {
  return path.join(env.configDir, 'master.key');
}

/** Every source that holds a key; the first one is the one in force, with no silent fallback. */
export async function findMasterKeys(env: Env): Promise<FoundKey[]> {
  const found: FoundKey[] = [];
  if (env.masterKeyFile !== undefined) {
    const text = await readKeyFile(env.masterKeyFile);
    if (text === null) {
      throw new BootRefusal(
        'key_file_missing',
        'KEYSTOW_MASTER_KEY_FILE names a file that does not exist.',
      );
    }
    found.push({ source: 'KEYSTOW_MASTER_KEY_FILE', text });
  }
  const variable = env.masterKey?.reveal();
  if (variable !== undefined) {
    if (found[0] && found[0].text !== variable) {
      throw new BootRefusal(
        'two_master_keys',
        'KEYSTOW_MASTER_KEY_FILE and KEYSTOW_MASTER_KEY hold different keys. Remove one of them.',
      );
    }
    found.push({ source: 'KEYSTOW_MASTER_KEY', text: variable });
  }
  const generated = await readKeyFile(masterKeyFile(env));
  if (generated !== null) found.push({ source: 'config/master.key', text: generated });
  return found;
}
