// Whose database connections somebody may manage: those of the own organization.

import 'server-only';
import { listOrganizationSlugs } from '@/lib/db/instances/instance-keys';
import { findInstanceRow } from '@/lib/db/instances/instances';
import type { InstanceRow } from '@/lib/db/instances/instances';
import { KeystowError, notFound } from '@/lib/domain/errors';
import { fromTypeId } from '@/lib/domain/ids';
import { PLATFORM } from '@/lib/domain/scope';
import { authorize, PLATFORM_SCOPE } from '../access/authorize';
import { recordDenial } from '../access/record-denial';
import { memberOf } from '../context';
import type { Context } from '../context';

/** The organization that they belong to. */
export interface InstancePlace {
  readonly organizationId: string;
}

/** Needs `backends:manage` on the organization. */
export async function requireInstances(ctx: Context): Promise<InstancePlace> {
  const { organizationId } = await authorize(ctx, PLATFORM_SCOPE, 'backends:manage');
  return { organizationId };
}

/** As `requireInstances`; the operator at the terminal names one by its slug where there are several. */
export async function importPlace(ctx: Context, organization?: string): Promise<InstancePlace> {
  if (ctx.actor.kind !== 'system') return requireInstances(ctx);
  const all = await listOrganizationSlugs(ctx.installation.database.prisma);
  const found = all.filter(({ slug }) => organization === undefined || slug === organization);
  const [only] = found;
  if (only && found.length === 1) return { organizationId: only.id };
  throw new KeystowError(
    'ambiguous',
    only ? 'There are several organizations: name one.' : 'There is no such organization.',
    { candidates: all.map(({ slug }) => slug) },
  );
}

/** By `ins_…` id or slug. Needs what `requireInstances` needs. Throws 404, recorded. */
export async function findInstance(
  ctx: Context,
  named: string,
): Promise<{ readonly row: InstanceRow; readonly place: InstancePlace }> {
  const place = await requireInstances(ctx);
  const id = fromTypeId(['instance'], named);
  const { prisma } = ctx.installation.database;
  const row = await findInstanceRow(prisma, place.organizationId, id ? { id } : { slug: named });
  if (!row) {
    await recordDenial(ctx, memberOf(ctx), 'backends:manage', null);
    throw noSuchInstance();
  }
  return { row, place };
}

export function noSuchInstance() {
  return notFound('That database connection');
}

/** The part of an event that says which one it is about. */
export function instanceFacts(
  row: Pick<InstanceRow, 'id' | 'organizationId' | 'slug' | 'host' | 'port'>,
) {
  const { id, organizationId, slug, host, port } = row;
  return {
    instance: { id, name: slug },
    scope: { kind: 'organization' as const, id: organizationId, path: PLATFORM },
    host,
    port,
  };
}
