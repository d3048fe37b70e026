// What one person reaches by all of his roles, those of his groups included.

import 'server-only';
import type { Reach } from '@/lib/contracts/reach';
import { permissionsOfGrant } from '@/lib/domain/permissions';
import type { Context } from '../context';
import { findMember } from '../members/find-member';
import { grantsInSight } from '../members/grants-in-sight';
import { describeReach } from './describe-reach';

/**
 * Needs `members:manage` on a scope around which the person has a role, else 404, recorded; what he
 * holds out of the caller's sight is left out. A deactivated person reaches nothing.
 */
export async function readMemberReach(ctx: Context, typeId: string): Promise<Reach> {
  const { row, sight } = await findMember(ctx, typeId);
  if (row.deactivatedAt) return { namePatterns: [], places: [] };
  const grants = await grantsInSight(ctx.installation.database.prisma, sight, [row.id]);
  const held = grants.map(({ scope, role, customRole, group }) => ({
    scope,
    role,
    group: group?.name ?? null,
    permissions: permissionsOfGrant(
      role,
      customRole?.permissions ?? null,
      scope.kind === 'organization',
    ),
  }));
  return describeReach(ctx, held, { roots: sight.roots, namePatterns: [] });
}
