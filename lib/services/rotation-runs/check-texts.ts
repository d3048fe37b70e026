// Keeps values of the secrets that are rotated out of what people write about it: that is shown, exported and kept.

import 'server-only';
import { timingSafeEqual } from 'node:crypto';
import { matchTag } from '@/lib/crypto/fingerprint';
import { listMatchTags } from '@/lib/db/rotation-runs/match-tags';
import { openBudgets, spendBudgets } from '@/lib/db/secrets/match-budgets';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { KeystowError, ruleBroken } from '@/lib/domain/errors';
import { Plaintext } from '@/lib/domain/plaintext';
import { TELLING_BYTES_MIN, tellingWords } from '@/lib/domain/telling-words';
import { bookkeeping } from '../bookkeeping';
import { memberOf } from '../context';
import type { Context } from '../context';

/** Each word that is compared could be a guess. */
export const WORDS_PER_ACTOR_MAX = 500;

/**
 * Compares the whole of each text and every word of it with the versions of the secrets whose values there are, by
 * keyed tags. Throws 422 `holds_value`, 429 when whoever asks had too many words compared within the hour.
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
  await spend(ctx, said.length);
  const keyIds = [...new Set(tags.map(({ keyId }) => keyId))];
  for (const keyId of keyIds) {
    const key = await keys.opening(database.prisma, keyId);
    if (key.ownerId !== scope.organizationId) continue;
    const own = tags.filter((one) => one.keyId === keyId).map(({ tag }) => tag);
    for (const { field, word } of said) {
      const tag = matchTag(key, Plaintext.fromText(word));
      if (own.some((one) => timingSafeEqual(one, tag))) throw holdsValue(field);
    }
  }
}

async function spend(ctx: Context, words: number): Promise<void> {
  const { kind, id } = memberOf(ctx);
  const subject = `said:${kind}:${id}`;
  await bookkeeping(ctx.installation, async (tx) => {
    const spent = (await openBudgets(tx, 'hour', [subject])).get(subject) ?? 0;
    if (spent + words > WORDS_PER_ACTOR_MAX) {
      const message = `At most ${WORDS_PER_ACTOR_MAX} words of ${TELLING_BYTES_MIN} bytes and more are taken in an hour. Write less, or wait.`;
      throw new KeystowError('throttled', message);
    }
    await spendBudgets(tx, 'hour', new Map([[subject, words]]));
  });
}

function holdsValue(field: string): KeystowError {
  const message = 'This text is shown to others and holds a value. Take the value out of it.';
  return ruleBroken(`/${field}`, 'holds_value', message);
}
