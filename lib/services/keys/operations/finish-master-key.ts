// Ends a change of the master key: the old one opens nothing any more. Refused until that is safe.

import 'server-only';
import { lockOpenOperation, updateOperation } from '@/lib/db/keys/key-operations';
import { listLiveNodes } from '@/lib/db/keys/nodes';
import type { LiveNode } from '@/lib/db/keys/nodes';
import {
  confirmCopy,
  deleteWraps,
  findRootHead,
  listRootKeyWraps,
  lockRootKeys,
} from '@/lib/db/keys/root-keys';
import type { RootKeyWrapRow } from '@/lib/db/keys/root-keys';
import { actorLabel } from '@/lib/domain/actor';
import type { AuditEvent } from '@/lib/domain/audit-event';
import { KeystowError, ruleBroken } from '@/lib/domain/errors';
import type { Context } from '../../context';
import { recorded } from '../../recorded';
import { sourceReader } from '../source-fingerprint';
import { refusal, requireHeld, requireKeyManager } from './require-key-manager';

export interface Finished {
  readonly masterFingerprint: string;
  readonly retired: readonly string[];
  /** False while re-encryption (depth 2) is still to be done. */
  readonly ended: boolean;
}

/**
 * Needs `keys:manage`. `fingerprint` is typed from the copy of the new key that is kept off the
 * machine: 422 when it is another one. 409 while a node runs on another key or holds another one in
 * its source, and when there is nothing to retire.
 */
export async function finishMasterKey(ctx: Context, fingerprint: string): Promise<Finished> {
  await requireKeyManager(ctx);
  const own = await sourceReader(ctx.installation.env, ctx.installation.id)();
  return (
    await recorded(
      ctx,
      async (tx) => {
        await lockRootKeys(tx);
        const operation = await lockOpenOperation(tx);
        requireHeld(ctx, operation);
        const head = await findRootHead(tx);
        if (!head) throw new KeystowError('tampered', 'There is no root key.');
        const active = activeOf(await listRootKeyWraps(tx, head.rootId));
        if (fingerprint.trim().toLowerCase() !== active) {
          throw ruleBroken(
            '/fingerprint',
            'fingerprint_differs',
            'That is not the key in force. Compute the fingerprint from the copy you keep off this machine with `keystow keys fingerprint`.',
          );
        }
        if (own?.fingerprint !== active) {
          throw refusal(
            'source_differs',
            `${own?.source ?? 'No source'} of this process does not hold ${active}. Deploy the key there first.`,
          );
        }
        const nodes = await listLiveNodes(tx);
        checkNodes(nodes, active);
        await confirmCopy(tx, active, actorLabel(ctx.actor));
        const retired = await deleteWraps(tx, head.rootId, 'retained');
        const ended = !operation.depths.includes(2) || active === operation.fromFingerprint;
        if (ended) {
          await updateOperation(tx, operation.id, {
            state: active === operation.fromFingerprint ? 'rolled_back' : 'finished',
            finishedBy: actorLabel(ctx.actor),
            finishedAt: new Date(),
          });
        }
        const ref = { id: operation.id };
        const events: AuditEvent[] = [
          { action: 'master_key.copy_confirmed', masterFingerprint: active },
          {
            action: 'master_key.retired',
            operation: ref,
            masterFingerprint: active,
            retired,
            nodes: nodes.length,
          },
          ...(ended ? [{ action: 'key_operation.finished', operation: ref } as const] : []),
        ];
        return { result: { masterFingerprint: active, retired, ended }, events };
      },
      ({ events }) => ({ in: 'installation', events }),
    )
  ).result;
}

function activeOf(wraps: readonly RootKeyWrapRow[]): string {
  if (wraps.some((wrap) => wrap.state === 'staged')) {
    throw refusal('staged', 'The new key is staged and not in force yet. Start a node with it.');
  }
  if (!wraps.some((wrap) => wrap.state === 'retained')) {
    throw refusal(
      'nothing_to_finish',
      'No older master key opens any more. Stage a new one first.',
    );
  }
  const active = wraps.find((wrap) => wrap.state === 'active');
  if (!active) throw new KeystowError('tampered', 'No master key is in force.');
  return active.masterFingerprint;
}

/** Every running node must have booted with the key and hold it where its next start will look. */
function checkNodes(nodes: readonly LiveNode[], active: string): void {
  const behind = nodes.filter(
    (node) => node.masterFingerprint !== active || node.sourceFingerprint !== active,
  );
  if (behind.length === 0) return;
  throw refusal(
    'nodes_behind',
    `Nodes that run on another key, or hold another one in their source: ${behind.length}. Deploy ${active} there and start them again.`,
    behind.map(
      ({ host, pid, masterFingerprint, sourceFingerprint }) =>
        `${host} (process ${pid}): runs on ${masterFingerprint ?? 'none'}, its source holds ${sourceFingerprint ?? 'none'}`,
    ),
  );
}
