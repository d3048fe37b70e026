// Puts the old values of a guided rotation back, as long as none was revoked; the new ones are staged again.

import 'server-only';
import type { RotationRun } from '@/lib/contracts/rotation-run';
import type { RunReasonInput } from '@/lib/contracts/rotation-run-input';
import { setUnpromoted } from '@/lib/db/rotation-runs/run-writes';
import type { RunItemRow } from '@/lib/db/rotation-runs/run-items';
import { fieldConflict } from '@/lib/domain/field-conflict';
import type { Context } from '../context';
import { undoneEvent, undoPromotionIn } from '../secrets/promote-versions';
import { changeRun } from './change-run';
import type { HeldRun } from './change-run';
import { checkTexts } from './check-texts';
import { authorizeItems, scopeOf } from './named-item';
import { runConflict, runFacts } from './run-events';

/**
 * Needs `secrets:write` on the scopes of the secrets as well. Values that were found replaced already stay, and so do
 * trials. Throws 409 `revoked` once an old value was, `nothing_promoted`, `nothing_before` for a first value, and
 * `changed_meanwhile` where another value took its place.
 */
export async function rollBackRun(
  ctx: Context,
  named: string,
  { reason }: RunReasonInput,
): Promise<RotationRun> {
  return changeRun(
    ctx,
    named,
    async (held) => {
      const promoted = promotedOf(held);
      const moved = await undoAll(ctx, held, promoted);
      const ids = promoted.map(({ secretId }) => secretId);
      await setUnpromoted(held.tx, held.row.id, ids);
      const facts = { ...runFacts(held.row, held.scope), names: promoted.map(({ name }) => name) };
      return [
        ...moved.map(({ one, scope }) => undoneEvent(one, scope)),
        { action: 'rotation_run.rolled_back', ...facts, reason },
      ];
    },
    async (home, items) => {
      await checkTexts(
        ctx,
        home,
        items.map(({ secretId }) => secretId),
        { reason },
      );
      return authorizeItems(ctx, items, 'secrets:write');
    },
  );
}

function promotedOf({ items }: HeldRun): RunItemRow[] {
  const revoked = items.find(({ revokedAt }) => revokedAt !== null);
  if (revoked) {
    const message = `The old value of ${revoked.name} was revoked: it would not work. Go on with the new one, or stage another.`;
    throw runConflict('revoked', message);
  }
  const promoted = items.filter(
    ({ promotedAt, origin, gone }) => promotedAt !== null && origin !== 'found' && !gone,
  );
  if (promoted.length === 0) {
    throw runConflict('nothing_promoted', 'This rotation made no value current.');
  }
  const first = promoted.find(({ oldVersion }) => oldVersion === null);
  if (!first) return promoted;
  const message = `There was no value of ${first.name} before. Replace it instead.`;
  throw fieldConflict('/key', 'nothing_before', message);
}

/** Scope by scope, in the order of their ids. */
async function undoAll(ctx: Context, held: HeldRun, promoted: readonly RunItemRow[]) {
  const moved = [];
  for (const scopeId of [...new Set(promoted.map((item) => item.scopeId))].sort()) {
    const own = promoted.filter((item) => item.scopeId === scopeId);
    const scope = scopeOf(held.scopes, own[0]!);
    const undoings = own.map(({ secretId, newVersion, oldVersion }) => ({
      ...{ secretId, undone: newVersion!, back: oldVersion! },
    }));
    const made = await undoPromotionIn(ctx, held.tx, scope, undoings);
    moved.push(...made.map((one) => ({ one, scope })));
  }
  return moved;
}
