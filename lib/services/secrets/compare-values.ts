// Tells which stored values an import repeats, within budgets: each comparison could be a guess.

import 'server-only';
import { timingSafeEqual } from 'node:crypto';
import type { DataKey } from '@/lib/crypto/data-key';
import { matchTag } from '@/lib/crypto/fingerprint';
import type { MetSecret } from '@/lib/db/secrets/import-look-up';
import { openBudgets, spendBudgets } from '@/lib/db/secrets/match-budgets';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { RowValue } from '@/lib/domain/import/import-row';
import { chargedTo } from '../access/charged-to';
import { bookkeeping } from '../bookkeeping';
import type { Context } from '../context';

/** Values that were no match, per secret and day. */
export const MISSES_PER_SECRET_MAX = 20;
/** Values that were compared, per person, tokens included, and hour. */
export const ROWS_PER_ACTOR_MAX = 500;

export interface Comparison {
  readonly secret: MetSecret;
  readonly value: RowValue;
}

export interface Compared {
  /** Ids of the secrets whose current value it is. */
  readonly equal: ReadonlySet<string>;
  readonly compared: number;
}

/**
 * The caller has proven that the actor may replace these secrets. What the budgets do not cover is
 * not compared, and so is not equal. Counting and comparing are one transaction: requests at the same
 * time share what is left.
 */
export async function compareValues(
  ctx: Context,
  scope: AuthorizedScope,
  comparisons: readonly Comparison[],
): Promise<Compared> {
  const { installation } = ctx;
  installation.keys.requireUnlocked();
  const comparable = comparisons.filter(isComparable);
  if (comparable.length === 0) return { equal: new Set(), compared: 0 };
  const actor = `rows:${await chargedTo(ctx)}`;
  const keys = await matchKeysOf(ctx, scope, comparable);
  return bookkeeping(installation, async (tx) => {
    const rowsSpent = (await openBudgets(tx, 'hour', [actor])).get(actor) ?? 0;
    const subjects = comparable.map(({ secret }) => missesOf(secret.id));
    const missesSpent = await openBudgets(tx, 'day', subjects);
    const allowed = comparable
      .filter(({ secret }) => (missesSpent.get(missesOf(secret.id)) ?? 0) < MISSES_PER_SECRET_MAX)
      .slice(0, Math.max(0, ROWS_PER_ACTOR_MAX - rowsSpent));
    const equal = equalsAmong(keys, allowed);
    const missed = allowed.filter(({ secret }) => !equal.has(secret.id));
    await spendBudgets(tx, 'hour', new Map([[actor, allowed.length]]));
    await spendBudgets(tx, 'day', new Map(missed.map(({ secret }) => [missesOf(secret.id), 1])));
    return { equal, compared: allowed.length };
  });
}

/** Values of another format are delivered differently, so they are never the same. */
function isComparable({ secret, value }: Comparison): boolean {
  return secret.matchKeyId !== null && secret.matchTag !== null && secret.format === value.format;
}

/** Every stored tag names its key, so the live match key that made it is the one that is tried. */
async function matchKeysOf(
  ctx: Context,
  scope: AuthorizedScope,
  comparisons: readonly Comparison[],
): Promise<Map<string, DataKey>> {
  const { keys, database } = ctx.installation;
  const ids = new Set(comparisons.map(({ secret }) => secret.matchKeyId ?? ''));
  const found = await Promise.all([...ids].map((id) => keys.opening(database.prisma, id)));
  const own = found.filter((key) => key.ownerId === scope.organizationId);
  return new Map(own.map((key) => [key.id, key]));
}

function equalsAmong(
  keys: ReadonlyMap<string, DataKey>,
  comparisons: readonly Comparison[],
): Set<string> {
  const equal = comparisons.filter(({ secret, value }) => {
    const key = keys.get(secret.matchKeyId ?? '');
    if (!key || !secret.matchTag) return false;
    return timingSafeEqual(matchTag(key, value.plaintext), secret.matchTag);
  });
  return new Set(equal.map(({ secret }) => secret.id));
}

function missesOf(secretId: string): string {
  return `misses:${secretId}`;
}
