// Gives a guided rotation up: what is current stays so, and what was staged is retired.

import 'server-only';
import type { RotationRun } from '@/lib/contracts/rotation-run';
import type { RunReasonInput } from '@/lib/contracts/rotation-run-input';
import { endRun } from '@/lib/db/rotation-runs/run-writes';
import { actorLabel } from '@/lib/domain/actor';
import type { AuditEvent } from '@/lib/domain/audit-event';
import type { Context } from '../context';
import { discardedEvent, discardStagedIn } from '../secrets/promote-versions';
import { changeRun } from './change-run';
import type { HeldRun } from './change-run';
import { checkTexts } from './check-texts';
import { authorizeItems, scopeOf } from './named-item';
import { runConflict, runFacts } from './run-events';

/** Needs `secrets:write` as well where a value is staged for it. */
export async function abandonRun(
  ctx: Context,
  named: string,
  { reason }: RunReasonInput,
): Promise<RotationRun> {
  return changeRun(
    ctx,
    named,
    async (held) => {
      const { tx, row, scope } = held;
      const retired = await retireStaged(held);
      const ending = { state: 'abandoned', by: actorLabel(ctx.actor), at: row.now } as const;
      if (!(await endRun(tx, row.id, { ...ending, proof: null, signedBy: null }))) {
        throw runConflict('run_ended', 'The rotation has ended meanwhile.');
      }
      return [...retired, { action: 'rotation_run.abandoned', ...runFacts(row, scope), reason }];
    },
    async (home, items) => {
      await checkTexts(
        ctx,
        home,
        items.map(({ secretId }) => secretId),
        { reason },
      );
      return authorizeItems(ctx, items.filter(isStaged), 'secrets:write');
    },
  );
}

function isStaged(item: HeldRun['items'][number]): boolean {
  return !item.gone && item.newVersion !== null && item.stagedVersion === item.newVersion;
}

async function retireStaged({ tx, items, scopes }: HeldRun): Promise<AuditEvent[]> {
  const events: AuditEvent[] = [];
  for (const item of items.filter(isStaged)) {
    const scope = scopeOf(scopes, item);
    const { secretId, name, newVersion } = item;
    const version = newVersion!;
    await discardStagedIn(tx, scope, { secretId, name, version });
    events.push(discardedEvent({ secretId, name, version }, scope));
  }
  return events;
}
