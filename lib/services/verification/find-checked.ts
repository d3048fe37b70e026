// The secret whose check a request names, for whoever may do this with it.

import 'server-only';
import type { Tx } from '@/lib/db/connection/transaction';
import { lockCheckedSecret } from '@/lib/db/verification/checks';
import type { CheckedSecret } from '@/lib/db/verification/checks';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { notFound, ruleBroken } from '@/lib/domain/errors';
import { authorize } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';

/** Needs `rotation:run` and `secrets:write` there. */
export async function authorizeCheck(
  ctx: Context,
  at: ScopeReference,
  name: string,
): Promise<AuthorizedScope> {
  await authorize(ctx, at, 'rotation:run', [name]);
  return authorize(ctx, at, 'secrets:write', [name]);
}

/** Throws 404, and 422 `alias` for one without a value of its own. */
export async function lockChecked(
  tx: Tx,
  scope: AuthorizedScope,
  name: string,
): Promise<CheckedSecret> {
  const secret = await lockCheckedSecret(tx, scope, name);
  if (!secret) throw notFound('That secret');
  if (!secret.isAlias) return secret;
  const message = `${name} stands for another secret. Set the check of that one.`;
  throw ruleBroken('/key', 'alias', message);
}
