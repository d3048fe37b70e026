// Reads one guided rotation: where it stands, who does what, and what is missing.

import 'server-only';
import type { RotationRun } from '@/lib/contracts/rotation-run';
import type { Context } from '../context';
import { findRun } from './find-run';
import { runView } from './run-view';

/** Needs `secrets:list` on its home scope. Throws as `findRun`. Works while the console is locked. */
export async function readRun(ctx: Context, named: string): Promise<RotationRun> {
  const { row } = await findRun(ctx, named, 'secrets:list');
  return runView(ctx, ctx.installation.database.prisma, row);
}
