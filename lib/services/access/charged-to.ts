// To whom it is charged what somebody guesses: making machine tokens makes nobody a new allowance.

import 'server-only';
import { findTokenMaker } from '@/lib/db/people/token-maker';
import { memberOf } from '../context';
import type { Context } from '../context';

/** `user:ID`: of a machine token the person who made it, also once he is gone; `token:ID` where nobody is known. */
export async function chargedTo(ctx: Context): Promise<string> {
  const { kind, id } = memberOf(ctx);
  if (kind === 'user') return `user:${id}`;
  const maker = await findTokenMaker(ctx.installation.database.prisma, id);
  return maker === null ? `token:${id}` : `user:${maker}`;
}
