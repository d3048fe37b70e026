// Removes the files of backups that are beyond the number to keep; their rows stay.

import { rm } from 'node:fs/promises';
import 'server-only';
import { listSurplus, noteRemoved } from '@/lib/db/backups/backups';
import { readPolicy } from '@/lib/db/backups/policy';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { pathOfBackup } from './create-backup';

/** The newest ones stay, whoever took them. Answers how many were removed. */
export async function removeSurplus(ctx: Context): Promise<number> {
  const { prisma } = ctx.installation.database;
  const { keep } = await readPolicy(prisma);
  const surplus = await listSurplus(prisma, keep);
  for (const backup of surplus) {
    const { id, file, masterFingerprint } = backup;
    await rm(pathOfBackup(ctx, backup), { force: true });
    await recorded(
      ctx,
      (tx) => noteRemoved(tx, id),
      () => ({
        in: 'installation',
        events: [{ action: 'backup.removed', file, masterFingerprint }],
      }),
    );
  }
  return surplus.length;
}
