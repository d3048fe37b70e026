// The one way in which a guided rotation is changed: held, found open, changed, told, and shown as it stands then.

import 'server-only';
import type { RotationRun } from '@/lib/contracts/rotation-run';
import type { Tx } from '@/lib/db/connection/transaction';
import { listRunItems } from '@/lib/db/rotation-runs/run-items';
import type { RunItemRow } from '@/lib/db/rotation-runs/run-items';
import { findRunRow, lockRunRow } from '@/lib/db/rotation-runs/runs';
import type { RunRow } from '@/lib/db/rotation-runs/runs';
import { holdScope } from '@/lib/db/scopes/scopes';
import type { AuditEvent } from '@/lib/domain/audit-event';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { findRun, noSuchRun } from './find-run';
import { runConflict } from './run-events';
import { runView } from './run-view';

/** A rotation under lock, as it stands. */
export interface HeldRun {
  readonly tx: Tx;
  readonly row: RunRow;
  readonly items: readonly RunItemRow[];
  readonly scope: AuthorizedScope;
  /** Others that are written into, by their ids: as `prepare` answered. */
  readonly scopes: ReadonlyMap<string, AuthorizedScope>;
}

/** What is asked before the transaction, of the secrets as they stood then. */
export type Prepare = (
  scope: AuthorizedScope,
  items: readonly RunItemRow[],
) => Promise<ReadonlyMap<string, AuthorizedScope>>;

/**
 * Needs `rotation:run` on its home scope. `prepare` answers with other scopes that are written into, `work` with what
 * it did, as events. Throws 409 `run_ended`, 423 before anything is looked for, and as `findRun`.
 */
export async function changeRun(
  ctx: Context,
  named: string,
  work: (held: HeldRun) => Promise<readonly AuditEvent[]>,
  prepare?: Prepare,
): Promise<RotationRun> {
  const found = await findRun(ctx, named, 'rotation:run');
  const { scope } = found;
  ctx.installation.keys.requireUnlocked();
  const { prisma } = ctx.installation.database;
  const scopes = (await prepare?.(scope, await listRunItems(prisma, found.row.id))) ?? NONE;
  const ids = [...new Set([scope.id, ...scopes.keys()])].sort();
  const { view } = await recorded(
    ctx,
    async (tx) => {
      for (const id of ids) await holdScope(tx, id);
      const row = await lockRunRow(tx, scope, found.row.id);
      if (!row) throw noSuchRun();
      if (row.state !== 'open') throw ended(row);
      const items = await listRunItems(tx, row.id);
      const events = await work({ tx, row, items, scope, scopes });
      const now = await findRunRow(tx, scope.organizationId, row.id);
      if (!now) throw noSuchRun();
      return { events, view: await runView(ctx, tx, now) };
    },
    ({ events }) => ({ in: scope, events }),
  );
  return view;
}

const NONE: ReadonlyMap<string, AuthorizedScope> = new Map();

function ended({ state, endedBy }: RunRow) {
  return runConflict('run_ended', `The rotation was ${state} by ${endedBy ?? 'somebody'}.`);
}
