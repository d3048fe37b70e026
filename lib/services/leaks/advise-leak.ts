// Keeps the private advisory of a leak case, or why nobody outside has to act.

import 'server-only';
import type { AdviseInput, LeakCase } from '@/lib/contracts/leak';
import { setAdvisory } from '@/lib/db/leaks/leak-writes';
import { actorLabel } from '@/lib/domain/actor';
import { ruleBroken } from '@/lib/domain/errors';
import type { Context } from '../context';
import { checkTexts } from '../rotation-runs/check-texts';
import { changeLeak } from './change-leak';

/**
 * Needs `leaks:manage`; a later one replaces it. Throws 422 unless there is exactly one of both, and where a text
 * holds a value of the secret.
 */
export async function adviseLeak(
  ctx: Context,
  named: string,
  { advisory, reason }: AdviseInput,
): Promise<LeakCase> {
  return changeLeak(ctx, named, {
    permission: 'leaks:manage',
    prepare: async (row, scope) => {
      if ((advisory === undefined) === (reason === undefined)) throw notOne();
      await checkTexts(ctx, scope, [row.secretId], { advisory, reason });
    },
    work: async ({ tx, row, facts }) => {
      const told = { text: advisory ?? '', reason: reason ?? null, by: actorLabel(ctx.actor) };
      await setAdvisory(tx, row.id, told);
      const needed = advisory !== undefined;
      return [{ action: 'leak_case.advised', ...facts, needed, reason: told.reason }];
    },
  });
}

function notOne() {
  const message = 'Write an advisory, or the reason why nobody outside has to act: one of them.';
  return ruleBroken('/advisory', 'one_of_both', message);
}
