// How many secrets of the own organization still wait for a value after a master key was lost.

import 'server-only';
import { countOpenWorksheet } from '@/lib/db/keys/worksheet';
import type { Context } from '../../context';
import { memberOf } from '../../context';

/** A number and no names: whoever may see it is the caller's business. */
export async function countOpenLines(ctx: Context): Promise<number> {
  const { organizationId } = memberOf(ctx);
  return countOpenWorksheet(ctx.installation.database.prisma, organizationId);
}
