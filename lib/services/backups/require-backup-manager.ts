// Who may take, verify and try backups.

import 'server-only';
import { authorize, PLATFORM_SCOPE } from '../access/authorize';
import type { Context } from '../context';

/** Needs `backups:manage` on the organization; the operator at the terminal has it. */
export async function requireBackupManager(ctx: Context): Promise<void> {
  if (ctx.actor.kind !== 'system') await authorize(ctx, PLATFORM_SCOPE, 'backups:manage');
}
