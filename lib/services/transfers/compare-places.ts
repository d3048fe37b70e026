// Which values are at their targets already, within the budgets of comparisons.

import 'server-only';
import type { Outcome } from '@/lib/backends/backend';
import { matchTag } from '@/lib/crypto/fingerprint';
import type { MetSecret } from '@/lib/db/secrets/import-look-up';
import type { HeldSecret } from '@/lib/db/transfers/transfer-places';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { RowFault, RowValue } from '@/lib/domain/import/import-row';
import type { Plaintext } from '@/lib/domain/plaintext';
import type { FetchedReference } from '../backends/fetch-references';
import type { Context } from '../context';
import { compareValues } from '../secrets/compare-values';
import type { Comparison } from '../secrets/compare-values';
import type { Ends } from './reach-connector';
import { matchKeyOf, openSealed } from './same-value';

/** A secret with where its value would go, and what was read on both sides; null where nothing was. */
export interface MovingRow {
  readonly secret: HeldSecret;
  /** Null: sealed here. */
  readonly target: string | null;
  readonly fault: RowFault | null;
  readonly from: Outcome<FetchedReference> | null;
  readonly there: Outcome<FetchedReference> | null;
}

export interface ComparedPlaces {
  readonly equal: ReadonlySet<MovingRow>;
  readonly compared: number;
}

/** Of those that have a value on both sides. Tags of what was fetched live in memory alone. */
export async function comparePlaces(
  ctx: Context,
  scope: AuthorizedScope,
  { to }: Ends,
  rows: readonly MovingRow[],
): Promise<ComparedPlaces> {
  const both = rows.filter((row) => !row.fault && row.there?.ok && row.from?.ok !== false);
  if (to === null || both.length === 0) return { equal: new Set(), compared: 0 };
  const key = await matchKeyOf(ctx.installation, scope.organizationId);
  const comparisons: Comparison[] = [];
  const rowOf = new Map<string, MovingRow>();
  for (const row of both) {
    const value = await sourceValue(ctx, scope, row);
    if (!value || !row.there?.ok) continue;
    // By the place: a secret that is deleted and made anew gives nobody new guesses.
    const id = `${to.id} ${row.target}`;
    const tag = matchTag(key, row.there.got.value);
    comparisons.push({
      secret: metAt(id, row, key.id, tag),
      value: { plaintext: value, format: 'utf8' },
    });
    rowOf.set(id, row);
  }
  const { equal, compared } = await compareValues(ctx, scope, comparisons);
  return { equal: new Set([...equal].map((id) => rowOf.get(id)!)), compared };
}

async function sourceValue(
  { installation }: Context,
  scope: AuthorizedScope,
  { secret, from }: MovingRow,
): Promise<Plaintext | null> {
  if (from?.ok) return from.got.value;
  if (from) return null;
  const sealed = await openSealed(installation, scope, secret, secret.currentVersion ?? 0);
  return sealed?.value ?? null;
}

/** What is at a backend, as a stored value is compared; how its bytes are read is no matter there. */
function metAt(id: string, { secret }: MovingRow, matchKeyId: string, tag: Uint8Array): MetSecret {
  return {
    ...{ id, name: secret.name, type: secret.type, typeGuessed: true, backend: secret.backend },
    ...{ aliasOfId: null, currentVersion: null, matchKeyId, matchTag: tag },
    format: 'utf8' satisfies RowValue['format'],
  };
}
