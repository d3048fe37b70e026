// One scope, as it is listed.

import 'server-only';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { authorize } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { scopeSummary } from './scope-summary';

/** Needs `scopes:read`. */
export async function readScope(ctx: Context, reference: ScopeReference): Promise<ScopeSummary> {
  return scopeSummary(await authorize(ctx, reference, 'scopes:read'));
}
