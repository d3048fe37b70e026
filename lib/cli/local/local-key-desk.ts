// The keys of this folder's installation, beside a stopped console or one on PostgreSQL.

import type { Context } from '@/lib/services/context';
import { beginKeyOperation, inKeyOperation } from '@/lib/services/keys/in-key-operation';
import { readLostKeyTriage } from '@/lib/services/keys/lost/read-triage';
import { recoverLostValues } from '@/lib/services/keys/lost/recover-lost-values';
import { resetKeys } from '@/lib/services/keys/lost/reset-keys';
import { tryKey } from '@/lib/services/keys/lost/try-key';
import { finishMasterKey } from '@/lib/services/keys/operations/finish-master-key';
import { replaceKeyFile } from '@/lib/services/keys/operations/replace-key-file';
import { rollBackMasterKey } from '@/lib/services/keys/operations/roll-back-master-key';
import { stageMasterKey } from '@/lib/services/keys/operations/stage-master-key';
import { promoteGivenKey } from '@/lib/services/keys/promote-staged-wrap';
import { readKeyOverview } from '@/lib/services/keys/read-key-overview';
import { changeRootKey } from '@/lib/services/keys/reencrypt/change-root-key';
import { retireRootKey } from '@/lib/services/keys/reencrypt/retire-root-key';
import { runReencryption } from '@/lib/services/keys/reencrypt/run-reencryption';
import type { KeyDesk } from '../desks/key-desk';
import { asOperator } from './as-operator';

export async function atLocalKeyDesk<T>(work: (desk: KeyDesk) => Promise<T>): Promise<T> {
  return asOperator((ctx) => work(localKeyDesk(ctx)));
}

function localKeyDesk(ctx: Context): KeyDesk {
  const overview = () => readKeyOverview(ctx);
  return {
    overview,
    start: (cause, changeNumber) => beginKeyOperation(ctx, { cause, changeNumber }),
    stage: (key) => inKeyOperation(ctx, () => stageMasterKey(ctx, key)),
    promote: async () => {
      const { replaceable, operation } = await overview();
      const generate = replaceable && operation?.master === 'none';
      return inKeyOperation(ctx, generate ? replaceKeyFile : promoteGivenKey);
    },
    finish: (fingerprint) => inKeyOperation(ctx, () => finishMasterKey(ctx, fingerprint)),
    rollBack: () => inKeyOperation(ctx, rollBackMasterKey),
    changeRoot: () => inKeyOperation(ctx, changeRootKey),
    retire: () => inKeyOperation(ctx, retireRootKey),
    triage: () => readLostKeyTriage(ctx),
    tryKey: (key) => tryKey(ctx, key),
    reset: (confirm) => resetKeys(ctx, confirm),
    recover: (key) => recoverLostValues(ctx, key),
    reencrypt: async (onProgress, signal) => {
      const begun = (await overview()).operation?.reencryption;
      let left = begun?.remaining ?? 0;
      onProgress(left);
      const onBatch = (count: number): void => {
        left = Math.max(0, left - count);
        onProgress(left);
      };
      while (!signal.aborted && !(await runReencryption(ctx, { onBatch, signal }))) {
        const now = (await overview()).operation?.reencryption;
        if (!now || now.paused) return;
        left = now.remaining;
      }
    },
  };
}
