// Which value of an open rotation is to be tried, for whoever may work on it.

import 'server-only';
import { listRunItems } from '@/lib/db/rotation-runs/run-items';
import type { RunItemRow } from '@/lib/db/rotation-runs/run-items';
import type { TryInput } from '@/lib/contracts/rotation-run-input';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { Permission } from '@/lib/domain/permissions';
import { fieldConflict } from '@/lib/domain/field-conflict';
import { KeystowError, ruleBroken } from '@/lib/domain/errors';
import type { Context } from '../context';
import { findRun } from '../rotation-runs/find-run';
import type { FoundRun } from '../rotation-runs/find-run';
import { authorizeItems, namedItem, presentItem, scopeOf } from '../rotation-runs/named-item';
import { runConflict } from '../rotation-runs/run-events';

/** Each could be used to load whoever is asked, and to guess by its answers. */
export const TRIALS_PER_HOUR_MAX = 30;

export interface TrialOfRun {
  readonly found: FoundRun;
  /** Where the secret is. */
  readonly scope: AuthorizedScope;
  readonly secretId: string;
  readonly name: string;
  readonly version: number;
  readonly staged: boolean;
}

/**
 * Needs `rotation:run` on its home scope, and `also` on the scope of the secret. Throws 409 `run_ended`, and
 * `nothing_to_try` where there is no such value; 422 for a version that is none of those that leaked.
 */
export async function trialOfRun(
  ctx: Context,
  run: string,
  input: TryInput,
  also: Permission = 'rotation:run',
): Promise<TrialOfRun> {
  const found = await findRun(ctx, run, 'rotation:run');
  ctx.installation.keys.requireUnlocked();
  if (found.row.state !== 'open') throw runConflict('run_ended', 'The rotation has ended.');
  const items = await listRunItems(ctx.installation.database.prisma, found.row.id);
  const item = presentItem(namedItem(items, input));
  const scope = scopeOf(await authorizeItems(ctx, [item], also), item);
  const { secretId, name, stagedVersion } = item;
  const version = versionOf(item, input);
  if (version === null) {
    const message = `${name} has no ${input.side} value in this rotation.`;
    throw fieldConflict('/side', 'nothing_to_try', message);
  }
  return { found, scope, secretId, name, version, staged: version === stagedVersion };
}

function versionOf(item: RunItemRow, { side, version }: TryInput): number | null {
  const { name, newVersion, oldVersion, exposed } = item;
  if (version === undefined) return side === 'new' ? newVersion : oldVersion;
  if (side === 'old' && (version === oldVersion || exposed.includes(version))) return version;
  const leaked = exposed.length > 0 ? `Of ${name} leaked: ${exposed.join(', ')}.` : '';
  const message = `Leave the version out, or name one that leaked. ${leaked}`.trim();
  throw ruleBroken('/version', 'not_exposed', message);
}

/** 429: as many trials as may be were made within the hour. */
export function tooManyTrials(): KeystowError {
  const message = `At most ${TRIALS_PER_HOUR_MAX} trials of a secret are made in an hour. Wait a while.`;
  return new KeystowError('throttled', message);
}
