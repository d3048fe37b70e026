// Takes over database connections that another program keeps as Fernet tokens: looked at first, then sealed anew.

import 'server-only';
import type { ImportedInstances, ImportInstancesInput } from '@/lib/contracts/instance';
import type { InstanceKeys } from '@/lib/crypto/instance-keys';
import { lockInstanceKeys } from '@/lib/db/instances/instance-keys';
import { insertInstances } from '@/lib/db/instances/instances';
import { holdScope } from '@/lib/db/scopes/scopes';
import { actorLabel } from '@/lib/domain/actor';
import { newUuid } from '@/lib/domain/ids';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { requireAllKnown, sealingInstanceKeys } from './instance-keys';
import { importPlace, instanceFacts } from './instance-place';
import type { InstancePlace } from './instance-place';
import { judgeRows } from './judge-rows';
import type { JudgedRow } from './judge-rows';
import { bindingKey, sealAddress, shownParts } from './seal-address';

/**
 * Each token is opened under `FERNET_SECRET_KEY` or a key of database connections, read as an address and, with
 * `apply`, sealed again under the first key; those of a name that is there already stay as they are. Needs
 * `backends:manage` on the organization; the operator at the terminal names it (`organization`, a slug) where
 * there are several. Throws 409 where no key opens anything.
 */
export async function importInstances(
  ctx: Context,
  { rows, apply = false }: ImportInstancesInput,
  organization?: string,
): Promise<ImportedInstances> {
  const place = await importPlace(ctx, organization);
  ctx.installation.keys.requireUnlocked();
  const judged = await judgeRows(ctx.installation, place, rows);
  const fresh = judged.filter(({ verdict }) => verdict === 'new');
  const made = apply && fresh.length > 0 ? await make(ctx, place, fresh) : 0;
  return {
    rows: judged.map(({ name, verdict, reason, address }) => ({
      name,
      verdict,
      reason,
      host: address?.host ?? null,
      port: address?.port ?? null,
      database: address?.database ?? null,
      username: address?.username ?? null,
    })),
    applied: apply,
    made,
  };
}

async function make(
  ctx: Context,
  place: InstancePlace,
  fresh: readonly JudgedRow[],
): Promise<number> {
  const { installation } = ctx;
  const keys: InstanceKeys = await sealingInstanceKeys(installation);
  const { organizationId } = place;
  const made = await recorded(
    ctx,
    async (tx) => {
      await holdScope(tx, organizationId);
      await lockInstanceKeys(tx);
      await requireAllKnown(tx, keys);
      const key = await bindingKey(tx, installation.keys, organizationId);
      const writes = fresh.map(({ name, slug, url, address }) => {
        const id = newUuid();
        const sealed = sealAddress(key, keys, id, url!);
        return { id, slug, name, ...sealed, ...shownParts(address!), kind: address!.kind };
      });
      const rows = writes.map(({ kind: _kind, ...row }) => row);
      const ids = new Set(await insertInstances(tx, place, actorLabel(ctx.actor), rows));
      return writes.filter(({ id }) => ids.has(id));
    },
    (written) => ({
      in: place,
      events: written.map((one) => ({
        action: 'instance.created' as const,
        ...instanceFacts({ ...one, organizationId }),
        kind: one.kind,
        imported: true,
      })),
    }),
  );
  return made.length;
}
