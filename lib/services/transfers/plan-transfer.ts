// Plans a transfer: what would become of each value; nothing is written but the plan.

import 'server-only';
import type { PlanTransferInput, Transfer } from '@/lib/contracts/transfer';
import { holdScope } from '@/lib/db/scopes/scopes';
import { insertItems } from '@/lib/db/transfers/transfer-items';
import { findTransferRow, insertTransfer } from '@/lib/db/transfers/transfers';
import { actorLabel } from '@/lib/domain/actor';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { ruleBroken } from '@/lib/domain/errors';
import { newUuid } from '@/lib/domain/ids';
import { LISTING_MODES } from '@/lib/domain/transfer';
import { authorize, LEFT_OUT } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { planListing } from './plan-listing';
import { planMoving } from './plan-moving';
import { reachEnds } from './reach-connector';
import type { Ends } from './reach-connector';
import { transferFacts } from './transfer-facts';
import { transferSummary } from './transfer-summary';
import type { Planned } from './judge-references';

/**
 * Needs `secrets:write`, with `removeSource` `secrets:delete` too. Comparisons spend the budgets of imports, and
 * every plan is audited. Throws 422 for what does not go together and as `reachEnds`; 422 or 503 `backend_…`
 * where the backend does not list what it has. What it does not give is said of each row.
 */
export async function planTransfer(
  ctx: Context,
  at: ScopeReference,
  input: PlanTransferInput,
): Promise<Transfer> {
  const scope = await authorize(ctx, at, 'secrets:write', LEFT_OUT);
  ctx.installation.keys.requireUnlocked();
  const { mode, from = null, to = null, removeSource = false, objects = 'whole' } = input;
  checkTogether(input);
  if (removeSource) await authorize(ctx, at, 'secrets:delete', LEFT_OUT);
  const ends = await reachEnds(ctx, scope, { mode, from, to, removeSource });
  const id = newUuid();
  const planned = await planRows(ctx, scope, ends, input, id);
  const items = planned.items.map((item) => ({
    ...item,
    name: NAME_LIKE.test(item.name) ? item.name : '',
  }));
  const made = {
    ...{ id, mode, objects, removeSource, createdBy: actorLabel(ctx.actor) },
    fromConnectorId: ends.from?.id ?? null,
    toConnectorId: ends.to?.id ?? null,
  };
  const transfer = await recorded(
    ctx,
    async (tx) => {
      await holdScope(tx, scope.id);
      await insertTransfer(tx, scope, made);
      await insertItems(tx, id, items);
      const row = (await findTransferRow(tx, scope, id))!;
      return { row, summary: transferSummary(row) };
    },
    ({ row, summary }) => ({
      in: scope,
      events: [
        {
          action: 'transfer.planned',
          ...transferFacts(row),
          rows: summary.rows,
          ...summary.verdicts,
          compared: planned.compared,
        },
      ],
    }),
  );
  return transfer.summary;
}

/** What is shown of a name that cannot be one. */
const NAME_LIKE = /^[A-Za-z_][A-Za-z0-9_.-]{0,127}$/;

function planRows(
  ctx: Context,
  scope: AuthorizedScope,
  ends: Ends,
  input: PlanTransferInput,
  id: string,
): Promise<Planned> {
  return isListing(input) && ends.from
    ? planListing(ctx, scope, ends.from, input, id)
    : planMoving(ctx, scope, ends, input, id);
}

function isListing({ mode }: PlanTransferInput): boolean {
  return LISTING_MODES.some((one) => one === mode);
}

/** Throws 422 at the field that this mode needs or does not take. */
function checkTogether(input: PlanTransferInput): void {
  const { mode, from, to, objects = 'whole', names, removeSource } = input;
  const refuse = (field: string, message: string) => ruleBroken(`/${field}`, 'mode', message);
  if (isListing(input)) {
    if (from === undefined) throw refuse('from', 'Name the connector to list.');
    if (to !== undefined) throw refuse('to', 'What is listed comes here: leave it out.');
    if (mode === 'refer' && objects === 'parts') {
      throw refuse('objects', 'What is referred to has no parts: make a secret of each key.');
    }
  } else {
    if (mode === 'copy' && to === undefined) {
      const message =
        'A secret has one value: move it here, where its source stays unless you ask.';
      throw refuse('to', message);
    }
    if (objects !== 'whole') throw refuse('objects', 'Secrets keep their names: leave it out.');
    if (names !== undefined) throw refuse('names', 'Secrets keep their names: leave it out.');
  }
  if (removeSource && mode !== 'move') {
    throw refuse('removeSource', 'Only what is moved is deleted where it was.');
  }
}
