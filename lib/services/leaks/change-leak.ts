// The one way in which a leak case is changed: held, found open, changed, told, and shown as it stands then.

import 'server-only';
import type { LeakCase } from '@/lib/contracts/leak';
import type { Tx } from '@/lib/db/connection/transaction';
import { findLeakRow, lockLeakRow } from '@/lib/db/leaks/leak-cases';
import type { LeakRow } from '@/lib/db/leaks/leak-cases';
import { holdScope } from '@/lib/db/scopes/scopes';
import type { AuditEvent } from '@/lib/domain/audit-event';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { fieldConflict } from '@/lib/domain/field-conflict';
import type { Permission } from '@/lib/domain/permissions';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { containIn } from './contain-leak';
import { findLeak, noSuchLeak } from './find-leak';
import { leakEventFacts } from './leak-summary';
import { leakView } from './leak-view';

/** A case under lock, as it stands, and what its events say of it. */
export interface HeldLeak {
  readonly tx: Tx;
  readonly row: LeakRow;
  readonly scope: AuthorizedScope;
  readonly facts: ReturnType<typeof leakEventFacts> & { readonly scope: AuthorizedScope };
}

interface Change {
  readonly permission: Permission;
  /** Asked before the transaction: answers with other scopes that are written into. */
  readonly prepare?: (
    row: LeakRow,
    scope: AuthorizedScope,
  ) => Promise<readonly AuthorizedScope[] | void>;
  readonly work: (held: HeldLeak) => Promise<readonly AuditEvent[]>;
}

/** Throws 409 `case_closed`, 423 before anything is looked for, and as `findLeak`. */
export async function changeLeak(
  ctx: Context,
  named: string,
  { permission, prepare, work }: Change,
): Promise<LeakCase> {
  const found = await findLeak(ctx, named, permission);
  const { scope } = found;
  ctx.installation.keys.requireUnlocked();
  const others = (await prepare?.(found.row, scope)) ?? [];
  const ids = [...new Set([scope, ...others].map(({ id }) => id))].sort();
  const { view } = await recorded(
    ctx,
    async (tx) => {
      for (const id of ids) await holdScope(tx, id);
      const row = await lockLeakRow(tx, scope, found.row.id);
      if (!row) throw noSuchLeak();
      if (row.state !== 'open') throw closed(row);
      const contained = await containIn(tx, row);
      const now = contained.length > 0 ? await findLeakRow(tx, scope.organizationId, row.id) : row;
      if (!now) throw noSuchLeak();
      const facts = { ...leakEventFacts(row), scope };
      const events = [...contained, ...(await work({ tx, row: now, scope, facts }))];
      const after = await findLeakRow(tx, scope.organizationId, row.id);
      if (!after) throw noSuchLeak();
      return { events, view: await leakView(ctx, tx, after) };
    },
    ({ events }) => ({ in: scope, events }),
  );
  return view;
}

function closed({ closedBy }: LeakRow) {
  const message = `The case was closed by ${closedBy ?? 'somebody'}. Open another if it leaked again.`;
  return fieldConflict('', 'case_closed', message);
}
