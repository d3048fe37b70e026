// The keys of a running console, over REST.

import { setTimeout as pause } from 'node:timers/promises';
import type { ConsoleCall } from '@/lib/client/console-client';
import type { KeyOperationView, KeyOverview } from '@/lib/contracts/keys';
import type { Plaintext } from '@/lib/domain/plaintext';
import { CommandRefused } from '../command-refused';
import type { KeyDesk } from './key-desk';

const LOOK_MS = 1000;

/** The nodes of the console do the work; this process asks and looks on. */
export function remoteKeyDesk(call: ConsoleCall): KeyDesk {
  const act = (name: string, body?: object) =>
    call<KeyOperationView>('POST', `/keys/operation/${name}`, body);
  const overview = () => call<KeyOverview>('GET', '/keys');
  return {
    overview,
    start: (cause, changeNumber) =>
      call('POST', '/keys/operations', { cause, ...(changeNumber ? { changeNumber } : {}) }),
    stage: (key) => act('stage', { key: textOf(key) }),
    promote: async () => {
      const { replaceable, source } = await overview();
      if (replaceable) return act('replace-file');
      throw new CommandRefused(
        'deploy_it',
        `The master key of that console comes from ${source ?? 'nowhere'}. Deploy the staged key there and start the nodes again: the first one to start promotes it.`,
      );
    },
    finish: (fingerprint) => act('finish', { fingerprint }),
    rollBack: () => act('roll-back'),
    changeRoot: () => act('change-root'),
    retire: () => act('retire'),
    triage: () => call('GET', '/keys/lost'),
    tryKey: (key) => call('POST', '/keys/lost/try', { key: textOf(key) }),
    reset: (confirm) => call('POST', '/keys/lost/reset', { confirm }),
    recover: (key) => call('POST', '/keys/lost/recover', { key: textOf(key) }),
    reencrypt: async (onProgress, signal) => {
      while (!signal.aborted) {
        const left = (await overview()).operation?.reencryption?.remaining ?? 0;
        onProgress(left);
        if (left === 0) return;
        await pause(LOOK_MS, undefined, { signal }).catch(() => undefined);
      }
    },
  };
}

function textOf(key: Plaintext): string {
  return key.use((bytes) => Buffer.from(bytes).toString('utf8'));
}
