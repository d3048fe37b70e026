// Which master key the sources of this process hold at this moment, told by its fingerprint.

import 'server-only';
import { createHash } from 'node:crypto';
import { deriveMasterKey, readMasterKeyLeniently } from '@/lib/crypto/master-key';
import type { Env } from '@/lib/env';
import type { KeySource } from './key-state';
import { findMasterKeys } from './master-key-sources';

export interface SourceKey {
  readonly source: KeySource;
  readonly fingerprint: string;
}

/**
 * Answers with a function that reads the sources again and names the key in force; null when there
 * is none, or none that can be read. A passphrase is stretched once for as long as it stays the same.
 */
export function sourceReader(env: Env, installationId: string): () => Promise<SourceKey | null> {
  let last: { readonly digest: string; readonly fingerprint: string } | null = null;
  return async () => {
    try {
      const [found] = await findMasterKeys(env);
      if (!found) return null;
      const digest = createHash('sha256').update(found.text).digest('hex');
      if (last?.digest !== digest) {
        const { input } = readMasterKeyLeniently(found.text);
        const { fingerprint } = await deriveMasterKey(input, installationId);
        last = { digest, fingerprint };
      }
      return { source: found.source, fingerprint: last.fingerprint };
    } catch {
      return null;
    }
  };
}
