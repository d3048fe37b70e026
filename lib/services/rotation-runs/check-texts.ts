// Keeps values of the secrets that are rotated out of what people write about it: that is shown, exported and kept.

import 'server-only';
import { timingSafeEqual } from 'node:crypto';
import { matchTag } from '@/lib/crypto/fingerprint';
import { listMatchTags } from '@/lib/db/rotation-runs/match-tags';
import type { PlacedTag } from '@/lib/db/rotation-runs/match-tags';
import { openBudgets, readSecondsLeft, spendBudgets } from '@/lib/db/secrets/match-budgets';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { KeystowError, ruleBroken } from '@/lib/domain/errors';
import { Plaintext } from '@/lib/domain/plaintext';
import { TELLING_BYTES_MIN, tellingWords } from '@/lib/domain/telling-words';
import { chargedTo } from '../access/charged-to';
import { bookkeeping } from '../bookkeeping';
import type { Context } from '../context';
import { recorded } from '../recorded';

/** Each word that is compared could be a guess. Per hour and person, with all tokens that he made. */
export const WORDS_PER_ACTOR_MAX = 500;
/** Of all people together, per hour and secret: four who write as much as each may. */
export const WORDS_PER_SECRET_MAX = 2000;

/**
 * Compares the whole of each text and every word of it with the versions of the secrets whose values there are, by
 * keyed tags. Throws 422 `holds_value`, which is an event; 429 when whoever asks, or all together for one of the
 * secrets, had too many words compared within the hour.
 */
export async function checkTexts(
  ctx: Context,
  scope: AuthorizedScope,
  secretIds: readonly string[],
  texts: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const said = Object.entries(texts).flatMap(([field, text]) =>
    tellingWords(text ?? '').map((word) => ({ field, word })),
  );
  if (said.length === 0) return;
  const { keys, database } = ctx.installation;
  const tags = await listMatchTags(database.prisma, secretIds);
  if (tags.length === 0) return;
  const words = new Set(said.map(({ word }) => word)).size;
  await spend(ctx, words, [...new Set(tags.map(({ secretId }) => secretId))]);
  const keyIds = [...new Set(tags.map(({ keyId }) => keyId))];
  for (const keyId of keyIds) {
    const key = await keys.opening(database.prisma, keyId);
    if (key.ownerId !== scope.organizationId) continue;
    const own = tags.filter((one) => one.keyId === keyId);
    for (const { field, word } of said) {
      const tag = matchTag(key, Plaintext.fromText(word));
      const met = own.filter((one) => timingSafeEqual(one.tag, tag));
      if (met.length === 0) continue;
      await recordHit(ctx, scope, met, field);
      throw holdsValue(field);
    }
  }
}

/** Stays although the request is refused: whoever guesses right is seen. */
async function recordHit(
  ctx: Context,
  { organizationId }: AuthorizedScope,
  met: readonly PlacedTag[],
  field: string,
): Promise<void> {
  const secrets = new Map(met.map((one) => [one.secretId, one]));
  const events = [...secrets.values()].map(({ secretId, name, scopeId, kind, path }) => ({
    action: 'secret.text_refused' as const,
    secret: { id: secretId, name },
    scope: { kind, id: scopeId, path },
    field,
  }));
  await recorded(
    ctx,
    async () => undefined,
    () => ({ in: { organizationId }, events }),
  );
}

async function spend(ctx: Context, words: number, secretIds: readonly string[]): Promise<void> {
  const { installation } = ctx;
  const payer = `said:${await chargedTo(ctx)}`;
  const ofSecrets = secretIds.map((id) => `said-of:${id}`);
  const subjects = [payer, ...ofSecrets];
  const isWithin = await bookkeeping(installation, async (tx) => {
    const spent = await openBudgets(tx, 'hour', subjects);
    const after = (subject: string) => (spent.get(subject) ?? 0) + words;
    if (after(payer) > WORDS_PER_ACTOR_MAX) return false;
    if (ofSecrets.some((subject) => after(subject) > WORDS_PER_SECRET_MAX)) return false;
    await spendBudgets(tx, 'hour', new Map(subjects.map((subject) => [subject, words])));
    return true;
  });
  if (isWithin) return;
  const message = `At most ${WORDS_PER_ACTOR_MAX} words of ${TELLING_BYTES_MIN} bytes and more are taken in an hour, and ${WORDS_PER_SECRET_MAX} about one secret from all. Write less, or wait.`;
  const retryAfterSeconds = await readSecondsLeft(installation.database.prisma, 'hour');
  throw new KeystowError('throttled', message, { retryAfterSeconds });
}

function holdsValue(field: string): KeystowError {
  const message = 'This text is shown to others and holds a value. Take the value out of it.';
  return ruleBroken(`/${field}`, 'holds_value', message);
}
