// Takes the check of a secret away; where it led stays known.

import 'server-only';
import { findCheck, removeCheckRow } from '@/lib/db/verification/checks';
import { holdScope } from '@/lib/db/scopes/scopes';
import { actorLabel } from '@/lib/domain/actor';
import { notFound } from '@/lib/domain/errors';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { authorizeCheck, lockChecked } from './find-checked';
import { checkText } from './trial-request';

/** Needs `rotation:run` and `secrets:write`. Throws 404 where there is none. */
export async function removeCheck(ctx: Context, at: ScopeReference, name: string): Promise<void> {
  const scope = await authorizeCheck(ctx, at, name);
  await recorded(
    ctx,
    async (tx) => {
      await holdScope(tx, scope.id);
      const secret = await lockChecked(tx, scope, name);
      const check = await findCheck(tx, secret.id);
      const removed = await removeCheckRow(tx, scope, secret.id, actorLabel(ctx.actor));
      if (!check || !removed) throw notFound('A check of that secret');
      return { secret, check };
    },
    ({ secret, check }) => ({
      in: scope,
      events: [
        {
          action: 'check.removed',
          secret: { id: secret.id, name },
          scope,
          place: check.origin,
          asks: checkText(check),
          moved: false,
        },
      ],
    }),
  );
}
