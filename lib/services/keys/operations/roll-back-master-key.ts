// Takes a change of the master key back: before promotion by dropping the stage, after it by swapping.

import 'server-only';
import { lockOpenOperation, updateOperation } from '@/lib/db/keys/key-operations';
import {
  deleteWraps,
  findRootHead,
  listRootKeyWraps,
  lockRootKeys,
  promoteWrap,
} from '@/lib/db/keys/root-keys';
import { actorLabel } from '@/lib/domain/actor';
import type { AuditEvent } from '@/lib/domain/audit-event';
import { KeystowError } from '@/lib/domain/errors';
import type { Context } from '../../context';
import { recorded } from '../../recorded';
import { refusal, requireHeld, requireKeyManager } from './require-key-manager';

export interface RolledBack {
  /** The master key in force after it: every node has to be given this one. */
  readonly masterFingerprint: string;
  /** True when the new key was in force: it still opens until the operation is finished. */
  readonly swapped: boolean;
}

/**
 * Needs `keys:manage`. Nothing staged: the operation ends without a change. After the root key was
 * changed (depth 2) it is refused (409): the old root key is no way back from a leak.
 */
export async function rollBackMasterKey(ctx: Context): Promise<RolledBack> {
  await requireKeyManager(ctx);
  return (
    await recorded(
      ctx,
      async (tx) => {
        await lockRootKeys(tx);
        const operation = await lockOpenOperation(tx);
        requireHeld(ctx, operation);
        if (operation.toRootId) {
          throw refusal('root_changed', 'The root key was changed. Let re-encryption finish.');
        }
        if (operation.toFingerprint === operation.fromFingerprint) {
          throw refusal('rolled_back', 'The old key is in force again. Finish, to retire the new.');
        }
        const head = await findRootHead(tx);
        if (!head) throw new KeystowError('tampered', 'There is no root key.');
        const ref = { id: operation.id };
        const done = { state: 'rolled_back', finishedBy: actorLabel(ctx.actor) } as const;
        const end = () => updateOperation(tx, ref.id, { ...done, finishedAt: new Date() });
        const ended: AuditEvent = { action: 'key_operation.rolled_back', operation: ref };
        const { fromFingerprint } = operation;

        const [dropped] = await deleteWraps(tx, head.rootId, 'staged');
        const wraps = await listRootKeyWraps(tx, head.rootId);
        const old = wraps.find((wrap) => wrap.masterFingerprint === fromFingerprint);
        if (old?.state !== 'retained') {
          await end();
          const unstaged: AuditEvent[] = dropped
            ? [{ action: 'master_key.unstaged', operation: ref, masterFingerprint: dropped }]
            : [];
          const result = { masterFingerprint: fromFingerprint, swapped: false };
          return { result, events: [...unstaged, ended] };
        }
        await promoteWrap(tx, head.rootId, fromFingerprint, 'retained');
        await updateOperation(tx, ref.id, { toFingerprint: fromFingerprint });
        const restored: AuditEvent = {
          action: 'master_key.restored',
          operation: ref,
          masterFingerprint: fromFingerprint,
        };
        const result = { masterFingerprint: fromFingerprint, swapped: true };
        return { result, events: [restored] };
      },
      ({ events }) => ({ in: 'installation', events }),
    )
  ).result;
}
