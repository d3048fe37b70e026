// Sets how the console tries the value of a secret: one request to a destination.

import 'server-only';
import type { SetCheckInput, VerificationCheck } from '@/lib/contracts/destination';
import type { Tx } from '@/lib/db/connection/transaction';
import { findCheck, writeCheck } from '@/lib/db/verification/checks';
import { findDestinationRow } from '@/lib/db/verification/destinations';
import type { DestinationRow } from '@/lib/db/verification/destinations';
import { findPlace } from '@/lib/db/secrets/references';
import { holdScope } from '@/lib/db/scopes/scopes';
import { actorLabel } from '@/lib/domain/actor';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { notFound, ruleBroken } from '@/lib/domain/errors';
import { fromTypeId, newUuid } from '@/lib/domain/ids';
import { isWithinPatterns } from '@/lib/domain/name-pattern';
import type { Plaintext } from '@/lib/domain/plaintext';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { checkTexts } from '../rotation-runs/check-texts';
import { checkView } from '../rotation-runs/run-item';
import { checkPlacement } from './check-placement';
import { authorizeCheck, lockChecked } from './find-checked';
import { provesValue } from './proves-value';
import { checkText } from './trial-request';

export interface SetCheck extends Omit<SetCheckInput, 'value'> {
  readonly value?: Plaintext | undefined;
}

/**
 * Needs `rotation:run` and `secrets:write`. The destination is of the scope of the secret or above, and for its name.
 * Where an earlier check, be it removed, led to another host, throws 422 `value_needed` without the current value
 * and `value_wrong` with another; values that were there then and not entered are not sent there.
 */
export async function setCheck(
  ctx: Context,
  at: ScopeReference,
  name: string,
  { value, destination: named, ...input }: SetCheck,
): Promise<VerificationCheck> {
  const scope = await authorizeCheck(ctx, at, name);
  ctx.installation.keys.requireUnlocked();
  const { prisma } = ctx.installation.database;
  const destination = await destinationFor(ctx, scope, name, named);
  const fields = checkPlacement(input);
  const place = await findPlace(prisma, scope, name);
  if (!place || place.name !== name) throw notFound('That secret');
  const { path, placementName } = fields;
  await checkTexts(ctx, scope, [place.id], { path, placementName: placementName ?? undefined });
  const leadsElsewhere = isMoved((await findCheck(prisma, place.id))?.origin, destination);
  const proven =
    leadsElsewhere && value !== undefined ? await provesValue(ctx, scope, name, value) : null;
  if (leadsElsewhere && value !== undefined && proven === null) throw valueWrong();
  const { check } = await recorded(
    ctx,
    async (tx) => {
      await holdScope(tx, scope.id);
      const secret = await lockChecked(tx, scope, name);
      await requireGoingOn(tx, scope, destination.id);
      const moved = isMoved((await findCheck(tx, secret.id))?.origin, destination);
      if (moved && proven === null) throw valueNeeded(destination.origin);
      const movedVersion = moved ? proven : null;
      const write = { ...fields, id: newUuid(), destinationId: destination.id, movedVersion };
      await writeCheck(tx, scope, secret.id, { ...write, by: actorLabel(ctx.actor) });
      return { secret, moved, check: (await findCheck(tx, secret.id))! };
    },
    ({ secret, moved, check }) => ({
      in: scope,
      events: [
        {
          action: 'check.set',
          secret: { id: secret.id, name },
          scope,
          place: destination.origin,
          asks: checkText(check),
          moved,
        },
      ],
    }),
  );
  return checkView(check);
}

function isMoved(origin: string | undefined, destination: DestinationRow): boolean {
  return origin !== undefined && origin !== destination.origin;
}

async function destinationFor(
  ctx: Context,
  scope: AuthorizedScope,
  name: string,
  named: string,
): Promise<DestinationRow> {
  const id = fromTypeId(['destination'], named);
  const { prisma } = ctx.installation.database;
  const row = id && (await findDestinationRow(prisma, scope.organizationId, id));
  if (!row || !scope.lineage.includes(row.scopeId)) {
    const message = 'Name a destination of the scope of the secret, or of one above it, by its id.';
    throw ruleBroken('/destination', 'destination_unknown', message);
  }
  if (row.endedAt) throw destinationEnded();
  if (isWithinPatterns(row.names, name)) return row;
  const message = `${row.origin} is for other names: ${row.names.join(', ')}. Ask for one for ${name}.`;
  throw ruleBroken('/destination', 'destination_names', message);
}

async function requireGoingOn(tx: Tx, scope: AuthorizedScope, id: string): Promise<void> {
  const row = await findDestinationRow(tx, scope.organizationId, id);
  if (!row || row.endedAt) throw destinationEnded();
}

function destinationEnded() {
  return ruleBroken('/destination', 'destination_ended', 'It has ended. Ask for it anew.');
}

function valueNeeded(origin: string) {
  const message = `The check led to another host before. Enter the current value once more, so that it may lead to ${origin}.`;
  return ruleBroken('/value', 'value_needed', message);
}

function valueWrong() {
  return ruleBroken('/value', 'value_wrong', 'That is not the current value of the secret.');
}
