// Makes the new values of a guided rotation current, all in one moment or none.

import 'server-only';
import type { RotationRun } from '@/lib/contracts/rotation-run';
import { setPromoted } from '@/lib/db/rotation-runs/run-writes';
import type { RunItemRow } from '@/lib/db/rotation-runs/run-items';
import { actorLabel } from '@/lib/domain/actor';
import { fieldConflict } from '@/lib/domain/field-conflict';
import type { Context } from '../context';
import { promotedEvent, promoteIn } from '../secrets/promote-versions';
import { changeRun } from './change-run';
import type { HeldRun } from './change-run';
import { authorizeItems, scopeOf } from './named-item';
import { runConflict, runFacts } from './run-events';
import { isStagingDone } from './run-records';

/**
 * Needs `secrets:write` on the scopes of the secrets as well. From then on the overlap runs. Secrets that are gone
 * are left out. Throws 409 `nothing_staged`, `no_new_value` and `staging_open` for what has to come first, and
 * `changed_meanwhile` where another version is staged.
 */
export async function promoteRun(ctx: Context, named: string): Promise<RotationRun> {
  return changeRun(
    ctx,
    named,
    async (held) => {
      const waiting = waitingOf(held);
      const moved = await promoteAll(ctx, held, waiting);
      const by = actorLabel(ctx.actor);
      const overlapEndsAt = await setPromoted(
        held.tx,
        held.row.id,
        moved.map(({ one }) => one.secretId),
        by,
      );
      const names = waiting.map(({ name }) => name);
      const facts = { ...runFacts(held.row, held.scope), names };
      return [
        ...moved.map(({ one, scope }) => promotedEvent(one, scope)),
        {
          action: 'rotation_run.promoted',
          ...facts,
          overlapEndsAt: overlapEndsAt.toISOString(),
        },
      ];
    },
    (_home, items) => authorizeItems(ctx, items, 'secrets:write'),
  );
}

function waitingOf({ row, items }: HeldRun): RunItemRow[] {
  const there = items.filter(({ gone }) => !gone);
  const empty = there.filter(({ newVersion }) => newVersion === null).map(({ name }) => name);
  if (empty.length > 0) {
    const message = `No new value yet: ${empty.join(', ')}. Seal one, or take in what was replaced where it lives.`;
    throw runConflict('no_new_value', message);
  }
  const waiting = there.filter(({ promotedAt }) => promotedAt === null);
  if (waiting.length === 0) {
    throw runConflict('nothing_staged', 'No new value waits: they are current.');
  }
  if (row.leakCaseId === null && !isStagingDone(row)) {
    const message = 'Verify the new values in staging first, and say so; or say why not.';
    throw runConflict('staging_open', message);
  }
  const replaced = waiting.find(
    ({ currentVersion, oldVersion }) => currentVersion !== null && currentVersion !== oldVersion,
  );
  if (replaced) {
    const { name, currentVersion, oldVersion } = replaced;
    const message = `Version ${currentVersion} of ${name} took the place of version ${oldVersion} since the rotation began, and would be revoked in place of it. Take it in as the new value, or make version ${oldVersion} current again.`;
    throw fieldConflict('/key', 'changed_meanwhile', message);
  }
  const changed = waiting.find(({ stagedVersion, newVersion }) => stagedVersion !== newVersion);
  if (changed) {
    const message = `The staged version of ${changed.name} is another one, or none, by now. Seal its new value again.`;
    throw fieldConflict('/key', 'changed_meanwhile', message);
  }
  return waiting;
}

/** Scope by scope, in the order of their ids. */
async function promoteAll(ctx: Context, held: HeldRun, waiting: readonly RunItemRow[]) {
  const moved = [];
  for (const scopeId of [...new Set(waiting.map((item) => item.scopeId))].sort()) {
    const own = waiting.filter((item) => item.scopeId === scopeId);
    const scope = scopeOf(held.scopes, own[0]!);
    const ids = own.map(({ secretId }) => secretId);
    const made = await promoteIn(ctx, held.tx, scope, ids);
    moved.push(...made.map((one) => ({ one, scope })));
  }
  return moved;
}
