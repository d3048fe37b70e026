// Tells which stored values an import repeats, within budgets: each comparison could be a guess.

import 'server-only';
import { timingSafeEqual } from 'node:crypto';
import { matchTag } from '@/lib/crypto/fingerprint';
import type { MetSecret } from '@/lib/db/import-look-up';
import { openBudgets, spendBudgets } from '@/lib/db/match-budgets';
import type { Tx } from '@/lib/db/transaction';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { RowValue } from '@/lib/domain/import/import-row';
import { bookkeeping } from '../bookkeeping';
import { memberOf } from '../context';
import type { Context } from '../context';

/** Values that were no match, per secret and day. */
export const MISSES_PER_SECRET_MAX = 20;
/** Values that were compared, per actor and hour. */
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
  installation.keys.root();
  const comparable = comparisons.filter(isComparable);
  if (comparable.length === 0) return { equal: new Set(), compared: 0 };
  const { kind, id } = memberOf(ctx);
  const actor = `rows:${kind}:${id}`;
  return bookkeeping(installation, async (tx) => {
    const rowsSpent = (await openBudgets(tx, 'hour', [actor])).get(actor) ?? 0;
    const subjects = comparable.map(({ secret }) => missesOf(secret.id));
    const missesSpent = await openBudgets(tx, 'day', subjects);
    const allowed = comparable
      .filter(({ secret }) => (missesSpent.get(missesOf(secret.id)) ?? 0) < MISSES_PER_SECRET_MAX)
      .slice(0, Math.max(0, ROWS_PER_ACTOR_MAX - rowsSpent));
    const equal = await equalsAmong(ctx, tx, scope, allowed);
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
async function equalsAmong(
  ctx: Context,
  tx: Tx,
  scope: AuthorizedScope,
  comparisons: readonly Comparison[],
): Promise<Set<string>> {
  const equal = new Set<string>();
  for (const { secret, value } of comparisons) {
    const key = await ctx.installation.keys.opening(tx, secret.matchKeyId ?? '');
    if (key.ownerId !== scope.organizationId || !secret.matchTag) continue;
    if (timingSafeEqual(matchTag(key, value.plaintext), secret.matchTag)) equal.add(secret.id);
  }
  return equal;
}

function missesOf(secretId: string): string {
  return `misses:${secretId}`;
}
