// Puts off what is due, with a reason and an end, and takes that back.

import 'server-only';
import type { RotationSnooze, SnoozeInput } from '@/lib/contracts/rotation';
import type { Tx } from '@/lib/db/connection/transaction';
import { endSnoozeRows, putOffSeconds, snoozeRow } from '@/lib/db/rotation/snoozes';
import type { Snoozed } from '@/lib/db/rotation/snoozes';
import { holdScope } from '@/lib/db/scopes/scopes';
import { lockSecrets } from '@/lib/db/secrets/secrets';
import { actorLabel } from '@/lib/domain/actor';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { notFound, ruleBroken } from '@/lib/domain/errors';
import { newUuid } from '@/lib/domain/ids';
import { SNOOZE_DAYS_IN_ALL_MAX } from '@/lib/domain/rotation';
import { PLATFORM_SCOPE } from '../access/authorize';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { listConsoleKeys } from './console-keys';
import { rotationTargetFacts } from './rotation-target-facts';
import { snoozeView } from './rotation-item';
import type { SnoozeTarget } from './snooze-target';
import { authorizeTarget } from './window-rights';

/**
 * Needs what `authorizeTarget` says. It holds until then, until somebody ends it, or until there is a new
 * value; one that there is already is replaced. Throws 404 for an unknown secret, 422 for one without a value and
 * where its value would be put off for more than 180 days in all.
 */
export async function snoozeRotation(
  ctx: Context,
  target: SnoozeTarget,
  { reason, days }: SnoozeInput,
): Promise<RotationSnooze> {
  const scope = await authorizeSnooze(ctx, target);
  const by = actorLabel(ctx.actor);
  const since = 'subject' in target ? await keySince(ctx, scope, target.subject) : null;
  const { row } = await recorded(
    ctx,
    async (tx) => {
      const what = await lockTarget(tx, scope, target);
      await requireDaysLeft(tx, scope, what, days, since);
      const made = await snoozeRow(tx, scope, what, { id: newUuid(), reason, days, by });
      return { what, row: made };
    },
    ({ what, row: { until } }) => ({
      in: scope,
      events: [
        {
          action: 'rotation.snoozed',
          scope,
          ...rotationTargetFacts(what, target),
          reason,
          until: until.toISOString(),
        },
      ],
    }),
  );
  return snoozeView(row);
}

/** As `snoozeRotation`. Where nothing is put off, nothing is recorded. */
export async function endSnooze(ctx: Context, target: SnoozeTarget): Promise<void> {
  const scope = await authorizeSnooze(ctx, target);
  await recorded(
    ctx,
    async (tx) => {
      const what = await lockTarget(tx, scope, target);
      return { what, ended: await endSnoozeRows(tx, scope, what, actorLabel(ctx.actor)) };
    },
    ({ what, ended }) => ({
      in: scope,
      events:
        ended === 0
          ? []
          : [{ action: 'rotation.snooze_ended', scope, ...rotationTargetFacts(what, target) }],
    }),
  );
}

async function authorizeSnooze(ctx: Context, target: SnoozeTarget): Promise<AuthorizedScope> {
  if ('subject' in target) return authorizeTarget(ctx, PLATFORM_SCOPE, target);
  return authorizeTarget(ctx, target.reference, { key: target.key });
}

const DAY_SECONDS = 86_400;

async function requireDaysLeft(
  tx: Tx,
  scope: AuthorizedScope,
  what: Snoozed,
  days: number,
  since: Date | null,
): Promise<void> {
  const used = await putOffSeconds(tx, scope, what, since);
  const left = SNOOZE_DAYS_IN_ALL_MAX - used / DAY_SECONDS;
  if (days <= left) return;
  const whole = Math.max(0, Math.floor(left));
  const message = `One value may be put off for ${SNOOZE_DAYS_IN_ALL_MAX} days in all, of which ${whole} are left. Ask for a looser window instead.`;
  throw ruleBroken('/days', 'put_off_too_long', message);
}

/** Null where its age is not known. */
async function keySince(
  { installation }: Context,
  { organizationId }: AuthorizedScope,
  subject: string,
): Promise<Date | null> {
  const [key] = await listConsoleKeys(
    installation,
    organizationId,
    (one) => one.subject === subject,
  );
  return key?.since ?? null;
}

async function lockTarget(tx: Tx, scope: AuthorizedScope, target: SnoozeTarget): Promise<Snoozed> {
  await holdScope(tx, scope.id);
  if ('subject' in target) return { subject: target.subject };
  const [secret] = await lockSecrets(tx, scope, [target.key]);
  if (!secret || secret.name !== target.key) throw notFound('That secret');
  if (secret.currentVersion === null) {
    const message = `${secret.name} has no value of its own: there is nothing to put off.`;
    throw ruleBroken('/key', 'no_value', message);
  }
  return { secretId: secret.id };
}
