// Keeps what somebody found in logs and records of use.

import 'server-only';
import type { LeakCase, ReviewInput } from '@/lib/contracts/leak';
import { setReview } from '@/lib/db/leaks/leak-writes';
import { actorLabel } from '@/lib/domain/actor';
import type { Context } from '../context';
import { checkTexts } from '../rotation-runs/check-texts';
import { changeLeak } from './change-leak';

/** Needs `leaks:manage`; a later one replaces it. Throws 422 where the text holds a value of the secret. */
export async function reviewLeak(
  ctx: Context,
  named: string,
  { review }: ReviewInput,
): Promise<LeakCase> {
  return changeLeak(ctx, named, {
    permission: 'leaks:manage',
    prepare: (row, scope) => checkTexts(ctx, scope, [row.secretId], { review }),
    work: async ({ tx, row, facts }) => {
      await setReview(tx, row.id, { review, by: actorLabel(ctx.actor) });
      return [{ action: 'leak_case.reviewed', ...facts }];
    },
  });
}
