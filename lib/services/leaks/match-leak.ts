// Tells which secret a value is that somebody pasted: it is compared, and neither kept nor told.

import 'server-only';
import { matchTag } from '@/lib/crypto/fingerprint';
import type { LeakMatches } from '@/lib/contracts/leak';
import { findTagged, listMatchKeyIds } from '@/lib/db/leaks/leak-matches';
import type { MatchRow, TriedTag } from '@/lib/db/leaks/leak-matches';
import { KeystowError, ruleBroken } from '@/lib/domain/errors';
import { toTypeId } from '@/lib/domain/ids';
import { MATCH_BYTES_MIN, MATCHES_PER_DAY_MAX, MATCHES_PER_MINUTE_MAX } from '@/lib/domain/leak';
import type { Plaintext } from '@/lib/domain/plaintext';
import { versionState } from '@/lib/domain/version-state';
import { namePatternsOf } from '../access/authorize';
import { rootsWith } from '../access/roots-with';
import { memberOf } from '../context';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { spendMatch } from './spend-match';
import { valueCandidates } from './value-candidates';

const MATCHES_SHOWN_MAX = 50;

/**
 * Needs `leaks:match` somewhere; what is outside of that, or beyond the names of a token, answers as no match. Throws
 * 422 below eight bytes, 429 with the seconds to wait once the allowance is used up. Each attempt is recorded.
 */
export async function matchLeak(ctx: Context, plaintext: Plaintext): Promise<LeakMatches> {
  const roots = await rootsWith(ctx, 'leaks:match');
  ctx.installation.keys.requireUnlocked();
  const candidates = valueCandidates(plaintext);
  if (candidates.length === 0) throw tooShort();
  const allowance = await spendMatch(ctx);
  if (!('left' in allowance)) {
    await recordTry(ctx, { matches: 0, refused: true });
    throw usedUp(allowance.retryAfterSeconds);
  }
  const { organizationId } = memberOf(ctx);
  const { prisma } = ctx.installation.database;
  const rows = await findTagged(prisma, await tagsOf(ctx, candidates), {
    ...{ organizationId, roots, namePatterns: namePatternsOf(ctx), limit: MATCHES_SHOWN_MAX },
  });
  const matches = new Set(rows.map(({ secretId }) => secretId)).size;
  await recordTry(ctx, { matches, refused: false });
  return { matches: rows.map(matchOf), left: allowance.left };
}

/** Under each key that the organization's tags are made with. */
async function tagsOf(ctx: Context, candidates: readonly Plaintext[]): Promise<TriedTag[]> {
  const { keys, database } = ctx.installation;
  const { organizationId } = memberOf(ctx);
  const tags: TriedTag[] = [];
  for (const keyId of await listMatchKeyIds(database.prisma, organizationId)) {
    const key = await keys.opening(database.prisma, keyId);
    if (key.ownerId !== organizationId) continue;
    tags.push(...candidates.map((one) => ({ keyId, tag: matchTag(key, one) })));
  }
  return tags;
}

async function recordTry(
  ctx: Context,
  tried: { readonly matches: number; readonly refused: boolean },
): Promise<void> {
  const { organizationId } = memberOf(ctx);
  await recorded(
    ctx,
    async () => undefined,
    () => ({ in: { organizationId }, events: [{ action: 'leak_match.tried', ...tried }] }),
  );
}

function matchOf(row: MatchRow): LeakMatches['matches'][number] {
  const scope = { kind: row.kind, id: toTypeId(row.kind, row.scopeId), path: row.path };
  return {
    secret: { id: toTypeId('secret', row.secretId), key: row.name, scope },
    version: row.number,
    state: versionState(row, row),
    openCase: row.openCaseId && toTypeId('leakCase', row.openCaseId),
  };
}

function tooShort(): KeystowError {
  const message = `Paste at least ${MATCH_BYTES_MIN} bytes: fewer are found by guessing.`;
  return ruleBroken('/value', 'value_short', message);
}

function usedUp(retryAfterSeconds: number): KeystowError {
  const message = `At most ${MATCHES_PER_MINUTE_MAX} values a minute and ${MATCHES_PER_DAY_MAX} a day are compared. Try again in ${retryAfterSeconds} seconds.`;
  return new KeystowError('throttled', message, { retryAfterSeconds });
}
