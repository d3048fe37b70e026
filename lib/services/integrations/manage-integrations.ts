// Who may make, change and delete an integration.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { KeystowError, notFound } from '@/lib/domain/errors';
import { filledProperties, integrationVariable } from '@/lib/domain/integration';
import type { JsonObject } from '@/lib/domain/integration';
import { isWithinPatterns } from '@/lib/domain/name-pattern';
import { authorize, namePatternsOf } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';

/** Needs `integrations:manage` on the scope; of a token that is limited to names, the variable's. */
export function authorizeIntegration(
  ctx: Context,
  reference: ScopeReference,
  slug: string,
): Promise<AuthorizedScope> {
  return authorize(ctx, reference, 'integrations:manage', [integrationVariable(slug)]);
}

/** A token that is limited to names draws no others from the platform: 403. */
export function refuseBeyondNames(ctx: Context, configSchema: JsonObject): void {
  const patterns = namePatternsOf(ctx);
  const names = filledProperties(configSchema).map(({ platformSecret }) => platformSecret);
  if (names.every((name) => isWithinPatterns(patterns, name))) return;
  throw new KeystowError('forbidden', 'This token is limited to other names.');
}

/** Throws 409 where the version is not the one that was expected. */
export function requireVersion(
  row: { readonly version: number; readonly updatedBy: string; readonly updatedAt: Date },
  expected: number | undefined,
): void {
  const { version, updatedBy: by, updatedAt } = row;
  if (expected === undefined || expected === version) return;
  const message = `It is of version ${version} now. Look at it again, then repeat the change.`;
  throw new KeystowError('version_conflict', message, {
    earlier: { version, by, at: updatedAt.toISOString() },
  });
}

export function noSuchIntegration(): KeystowError {
  return notFound('That integration');
}
