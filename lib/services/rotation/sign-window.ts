// Signs a looser rotation window that somebody else asked for: from then on it holds.

import 'server-only';
import type { RotationWindow } from '@/lib/contracts/rotation';
import { findWindowRow, signWindowRow } from '@/lib/db/rotation/windows';
import type { WindowRow } from '@/lib/db/rotation/windows';
import { holdScope } from '@/lib/db/scopes/scopes';
import { actorLabel } from '@/lib/domain/actor';
import { KeystowError, notFound } from '@/lib/domain/errors';
import { authorize } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import { readReach } from '../access/effective-permissions';
import { recordDenial } from '../access/record-denial';
import { ownContext } from '../context';
import type { Context, OwnContext } from '../context';
import { recorded } from '../recorded';
import { findWindow } from './find-window';
import { windowFacts, windowSummary } from './window-summary';

/**
 * Needs a person who did not ask for it, with what `findWindow` says; for all secrets of a scope
 * `members:manage` there as well. Throws 403 for whoever asked for it and for tokens, 409 for one that is
 * not asked for (any more).
 */
export async function signRotationWindow(
  asking: Context,
  reference: ScopeReference,
  named: string,
): Promise<RotationWindow> {
  const { row, scope } = await findWindow(asking, reference, named);
  const ctx = ownContext(asking);
  const isOfScope = row.key === null && row.subject === null;
  if (isOfScope) await authorize(ctx, reference, 'members:manage');
  await refuseAsker(ctx, row);
  const by = { id: ctx.actor.id, label: actorLabel(ctx.actor) };
  const signed = await recorded(
    ctx,
    async (tx) => {
      await holdScope(tx, scope.id);
      if (!(await signWindowRow(tx, scope, row.id, by))) throw notAsked();
      const now = await findWindowRow(tx, scope, row.id);
      if (!now) throw notFound('That rotation window');
      return now;
    },
    (now) => ({
      in: scope,
      events: [
        { action: 'rotation_window.signed', askedBy: now.setBy, ...windowFacts(now, scope) },
      ],
    }),
  );
  const reach = await readReach(ctx.installation.database.prisma, ctx.actor);
  return windowSummary(ctx, signed, scope, reach);
}

async function refuseAsker(ctx: OwnContext, row: WindowRow): Promise<void> {
  if (row.setById !== ctx.actor.id) return;
  await recordDenial(ctx, ctx.actor, 'rotation:run', null);
  throw new KeystowError('forbidden', 'You asked for this window: somebody else has to sign it.');
}

function notAsked(): KeystowError {
  const message = 'Nobody asks for this window: it was signed or has ended. Look at it again.';
  return new KeystowError('conflict', message, {
    issues: [{ pointer: '', code: 'not_asked', message }],
  });
}
