// What somebody may see on the rotation board, narrowed to what he asks for.

import 'server-only';
import type { RotationOutlookQuery } from '@/lib/contracts/rotation';
import type { BoardKey, RotationFilter } from '@/lib/db/rotation/rotation-board';
import { KeystowError } from '@/lib/domain/errors';
import { isOwnKey } from '@/lib/domain/rotation-keys';
import type { RotatedKey } from '@/lib/domain/rotation-keys';
import { anyKind, authorize, LEFT_OUT, namePatternsOf } from '../access/authorize';
import { readReach } from '../access/effective-permissions';
import { recordDenial } from '../access/record-denial';
import { memberOf } from '../context';
import type { Context } from '../context';
import { readOwner } from '../secrets/secret-filter';
import { listConsoleKeys } from './console-keys';
import type { ConsoleKey } from './console-keys';

export interface RotationSeen {
  readonly filter: RotationFilter;
  /** Of the console; none for whoever manages neither keys nor backends of the organization. */
  readonly keys: readonly ConsoleKey[];
}

/**
 * Needs `secrets:list` on the scope, or somewhere where none is named: then all is seen where it is held.
 * Keys of the console are the organization's, and have neither a type nor an owner.
 */
export async function readRotationSight(
  ctx: Context,
  query: RotationOutlookQuery,
): Promise<RotationSeen> {
  const seen = await findRotationSight(ctx, query);
  if (seen) return seen;
  await recordDenial(ctx, memberOf(ctx), LISTS, null);
  throw new KeystowError('forbidden', `You need the permission ${LISTS} on some scope.`);
}

/** As `readRotationSight`; null, and no refusal, for one who may see nothing. */
export async function findRotationSight(
  ctx: Context,
  { scope, type, owner, q }: RotationOutlookQuery,
): Promise<RotationSeen | null> {
  const member = memberOf(ctx);
  const { organizationId } = member;
  const { prisma } = ctx.installation.database;
  const place = scope === undefined ? null : await authorize(ctx, anyKind(scope), LISTS, LEFT_OUT);
  const { grants } = await readReach(prisma, member);
  const placesOf = (permission: (typeof grants)[number]['permissions'][number]) =>
    grants.filter((one) => one.permissions.includes(permission)).map((one) => one.scopeId);
  const roots = place ? [place.id] : placesOf(LISTS);
  const managesKeys = placesOf('keys:manage').includes(organizationId);
  const managesBackends = managesKeys || placesOf('backends:manage').includes(organizationId);
  if (roots.length === 0 && !managesBackends) return null;
  const ofSecretsAlone =
    type !== undefined || owner !== undefined || (place && place.kind !== 'organization');
  const shown = (key: RotatedKey) =>
    !ofSecretsAlone &&
    (isOwnKey(key) ? managesKeys : managesBackends) &&
    key.name.toLowerCase().includes((q ?? '').toLowerCase());
  return {
    filter: {
      organizationId,
      roots,
      namePatterns: namePatternsOf(ctx),
      runRoots: placesOf(LISTS),
      type,
      q,
      owner: owner === undefined ? undefined : readOwner(owner),
    },
    keys: await listConsoleKeys(ctx.installation, organizationId, shown),
  };
}

const LISTS = 'secrets:list';

/** As the statements of the board take them. */
export function boardKeys(keys: readonly ConsoleKey[]): BoardKey[] {
  return keys.map(({ subject, since, window, dueAt, snooze }) => ({
    id: subject,
    since,
    windowDays: window.days,
    dueAt,
    snoozed: snooze !== null,
  }));
}
