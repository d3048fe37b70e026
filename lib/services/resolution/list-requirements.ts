// What an app says it needs, and whether each name is there.

import 'server-only';
import type { Requirement, RequirementList } from '@/lib/contracts/resolution';
import { listRequirements as listRequirementRows } from '@/lib/db/resolution/requirements';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { isWithinPatterns } from '@/lib/domain/name-pattern';
import { authorize, LEFT_OUT, namePatternsOf } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';

/** Needs `secrets:list` on the app. */
export async function listRequirements(
  ctx: Context,
  reference: ScopeReference,
): Promise<RequirementList> {
  const app = await authorize(ctx, reference, 'secrets:list', LEFT_OUT);
  return { requirements: await requirementsInSight(ctx, app) };
}

/** By name; for a token that is limited to names, within them. */
export async function requirementsInSight(
  ctx: Context,
  app: AuthorizedScope,
): Promise<Requirement[]> {
  const rows = await listRequirementRows(ctx.installation.database.prisma, app);
  return rows
    .filter(({ name }) => isWithinPatterns(namePatternsOf(ctx), name))
    .map(({ name, ...row }) => ({ key: name, ...row }));
}
