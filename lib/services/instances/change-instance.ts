// Changes the name of a database connection, or puts another address in its place.

import 'server-only';
import type { Instance } from '@/lib/contracts/instance';
import { lockInstance, updateInstance } from '@/lib/db/instances/instances';
import { holdScope } from '@/lib/db/scopes/scopes';
import { actorLabel } from '@/lib/domain/actor';
import type { Plaintext } from '@/lib/domain/plaintext';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { readInstanceKeys, sealingInstanceKeys } from './instance-keys';
import { findInstance, instanceFacts, noSuchInstance } from './instance-place';
import { instanceSummary } from './instance-summary';
import { bindingKey, checkAddress, sealAddress, shownParts } from './seal-address';

export interface InstanceChange {
  readonly name?: string | undefined;
  readonly url?: Plaintext | undefined;
}

/**
 * What is left out stays; its slug always does. Needs `backends:manage` on the organization. An address that
 * cannot be opened is replaced all the same: that is how it is mended. Throws 404 and 422.
 */
export async function changeInstance(
  ctx: Context,
  named: string,
  { name, url }: InstanceChange,
): Promise<Instance> {
  const { installation } = ctx;
  const { row: before, place } = await findInstance(ctx, named);
  installation.keys.requireUnlocked();
  const address = url && checkAddress(url);
  const keys = await readInstanceKeys(installation.env);
  const sealing = url ? (keys ?? (await sealingInstanceKeys(installation))) : null;
  const by = actorLabel(ctx.actor);
  const row = await recorded(
    ctx,
    async (tx) => {
      await holdScope(tx, place.organizationId);
      const now = await lockInstance(tx, before);
      if (!now) throw noSuchInstance();
      const sealed =
        url && address && sealing
          ? {
              ...sealAddress(
                await bindingKey(tx, installation.keys, place.organizationId),
                sealing,
                now.id,
                url,
              ),
              ...shownParts(address),
            }
          : undefined;
      const write = { name: name ?? now.name, ...(sealed ? { address: sealed } : {}) };
      await updateInstance(tx, now.id, by, write);
      return (await lockInstance(tx, now))!;
    },
    (now) => ({
      in: place,
      events: [
        {
          action: 'instance.changed',
          ...instanceFacts(now),
          changed: [
            ...(name !== undefined && name !== before.name ? (['name'] as const) : []),
            ...(url ? (['url'] as const) : []),
          ],
        },
      ],
    }),
  );
  return instanceSummary(installation, sealing ?? keys, row);
}
