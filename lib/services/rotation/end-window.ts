// Ends a rotation window, or takes back one that was asked for: what else applies holds again.

import 'server-only';
import { endWindowRow } from '@/lib/db/rotation/windows';
import { holdScope } from '@/lib/db/scopes/scopes';
import { actorLabel } from '@/lib/domain/actor';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { findWindow } from './find-window';
import { windowFacts } from './window-summary';

/** As `findWindow` says of rights. Ending it again changes nothing. */
export async function endRotationWindow(
  ctx: Context,
  reference: ScopeReference,
  named: string,
): Promise<void> {
  const { row, scope } = await findWindow(ctx, reference, named);
  await recorded(
    ctx,
    async (tx) => {
      await holdScope(tx, scope.id);
      return endWindowRow(tx, scope, row.id, actorLabel(ctx.actor));
    },
    (ended) => ({
      in: scope,
      events: ended ? [{ action: 'rotation_window.ended', ...windowFacts(row, scope) }] : [],
    }),
  );
}
