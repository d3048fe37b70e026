// Reads one leak case: who received what was exposed, what was done, and what is left.

import 'server-only';
import type { LeakCase } from '@/lib/contracts/leak';
import type { Context } from '../context';
import { findLeak } from './find-leak';
import { leakView } from './leak-view';

/** Needs `secrets:list` on the scope of the secret. Throws as `findLeak`. Works while the console is locked. */
export async function readLeak(ctx: Context, named: string): Promise<LeakCase> {
  const { row } = await findLeak(ctx, named, 'secrets:list');
  return leakView(ctx, ctx.installation.database.prisma, row);
}
