// Lists database connections, and what their keys need.

import 'server-only';
import type {
  Instance,
  InstanceKeyStanding,
  InstanceList,
  ListInstancesQuery,
} from '@/lib/contracts/instance';
import type { InstanceKeys } from '@/lib/crypto/instance-keys';
import { countInstanceKeys, listInstancesUnderOthers } from '@/lib/db/instances/instance-keys';
import { listInstanceRows } from '@/lib/db/instances/instances';
import { KeystowError } from '@/lib/domain/errors';
import type { Context, Installation } from '../context';
import { readInstanceKeys } from './instance-keys';
import { findInstance, requireInstances } from './instance-place';
import { instanceSummary, keyStanding } from './instance-summary';

const INSTANCES_PER_PAGE = 100;

/** Needs `backends:manage` on the organization. By slug; `next` is where to go on after. */
export async function listInstances(
  ctx: Context,
  { after, limit = INSTANCES_PER_PAGE }: ListInstancesQuery = {},
): Promise<InstanceList> {
  const { installation } = ctx;
  const place = await requireInstances(ctx);
  const { prisma } = installation.database;
  const rows = await listInstanceRows(prisma, place, { after, limit: limit + 1 });
  const { keys, fault } = await keysOrFault(installation);
  const items: Instance[] = [];
  for (const row of rows.slice(0, limit)) {
    items.push(await instanceSummary(installation, keys, row));
  }
  const stored = await countInstanceKeys(prisma, place.organizationId);
  const next = rows.length > limit ? (items.at(-1)?.slug ?? null) : null;
  return { items, next, keys: keyStanding(keys, stored, fault) };
}

/** Needs what `listInstances` needs. Throws 404. */
export async function readInstance(ctx: Context, named: string): Promise<Instance> {
  const { row } = await findInstance(ctx, named);
  const { keys } = await keysOrFault(ctx.installation);
  return instanceSummary(ctx.installation, keys, row);
}

/** Those whose key is not here: what they hold is lost until it is found. Whoever may see them is the caller's business. */
export async function listInstancesWithoutKey(
  installation: Installation,
  organizationId: string,
): Promise<{ readonly id: string; readonly slug: string }[]> {
  const { keys } = await keysOrFault(installation);
  const known = keys?.keys.map(({ fingerprint }) => fingerprint) ?? [];
  return listInstancesUnderOthers(installation.database.prisma, organizationId, known);
}

/** The keys of the whole installation against all that lies under them. */
export async function readInstanceKeyStanding(
  installation: Installation,
): Promise<InstanceKeyStanding> {
  const { keys, fault } = await keysOrFault(installation);
  return keyStanding(keys, await countInstanceKeys(installation.database.prisma, null), fault);
}

/** A place that holds no key leaves everything readable but the addresses. */
async function keysOrFault({
  env,
}: Installation): Promise<{ keys: InstanceKeys | null; fault: string | null }> {
  try {
    return { keys: await readInstanceKeys(env), fault: null };
  } catch (error) {
    if (!(error instanceof KeystowError)) throw error;
    return { keys: null, fault: error.message };
  }
}
