// One role, and what it gives.

import 'server-only';
import type { RoleSummary } from '@/lib/contracts/role';
import { isRole } from '@/lib/domain/permissions';
import type { Context } from '../context';
import { memberSight } from '../members/member-sight';
import { findRole } from './find-role';
import { roleCounts } from './role-counts';
import { builtInRole, roleSummary } from './role-summary';

/** By id or slug, built-in ones by slug. Throws as `findRole`. */
export async function readRole(ctx: Context, reference: string): Promise<RoleSummary> {
  if (isRole(reference)) {
    return builtInRole(reference, await roleCounts(ctx, await memberSight(ctx)));
  }
  const { row, sight } = await findRole(ctx, reference);
  return roleSummary(row, await roleCounts(ctx, sight));
}
