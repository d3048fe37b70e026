// Whether somebody knows the current value of a secret, within the budgets of comparing: each could be a guess.

import 'server-only';
import { matchTag } from '@/lib/crypto/fingerprint';
import { findMetSecrets } from '@/lib/db/secrets/import-look-up';
import type { MetSecret } from '@/lib/db/secrets/import-look-up';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { KeystowError } from '@/lib/domain/errors';
import { fieldConflict } from '@/lib/domain/field-conflict';
import type { Plaintext } from '@/lib/domain/plaintext';
import type { Context } from '../context';
import { compareValues, MISSES_PER_SECRET_MAX } from '../secrets/compare-values';
import { matchKeyOf } from '../transfers/same-value';
import { openVersion } from './open-version';

/**
 * Answers with the version, null where it is another value. Compared by keyed tags; what lives at a backend is fetched for it. Throws 409 `no_value` for a secret that has
 * none, 429 when there were too many misses.
 */
export async function provesValue(
  ctx: Context,
  scope: AuthorizedScope,
  name: string,
  plaintext: Plaintext,
): Promise<number | null> {
  const met = await findMetSecrets(ctx.installation.database.prisma, scope, [name]);
  const secret = met.find((one) => one.name === name);
  if (!secret || secret.currentVersion === null) {
    throw fieldConflict('/key', 'no_value', `${name} has no value yet. Seal one first.`);
  }
  const value = { plaintext, format: 'utf8' } as const;
  const tagged = await withTag(ctx, scope, secret);
  const { equal, compared } = await compareValues(ctx, scope, [{ secret: tagged, value }]);
  if (compared > 0) return equal.has(secret.id) ? secret.currentVersion : null;
  const message = `At most ${MISSES_PER_SECRET_MAX} wrong values of a secret are compared in a day. Try again later.`;
  throw new KeystowError('throttled', message);
}

async function withTag(
  ctx: Context,
  scope: AuthorizedScope,
  secret: MetSecret,
): Promise<MetSecret> {
  if (secret.matchTag !== null && secret.matchKeyId !== null) return secret;
  const { installation } = ctx;
  const { value } = await openVersion(installation, scope, secret.id, secret.currentVersion!);
  const key = await matchKeyOf(installation, scope.organizationId);
  return { ...secret, format: 'utf8', matchKeyId: key.id, matchTag: matchTag(key, value) };
}
