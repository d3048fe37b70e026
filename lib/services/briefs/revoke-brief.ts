// Revokes a brief at once; what was handed to a run cannot be taken back.

import 'server-only';
import { lockBrief, revokeBriefRow } from '@/lib/db/briefs/callback';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { findBrief } from './find-brief';

/** Needs `briefs:create` on its app. Throws as `findBrief` does. Revoking it again changes nothing. */
export async function revokeBrief(ctx: Context, typeId: string): Promise<void> {
  const { row, app } = await findBrief(ctx, typeId, 'briefs:create');
  const brief = { id: row.id, name: row.title };
  await recorded(
    ctx,
    async (tx) => {
      await lockBrief(tx, row.id);
      return revokeBriefRow(tx, row.id);
    },
    (revoked) => ({
      in: app,
      events: revoked ? [{ action: 'brief.revoked', brief, scope: app }] : [],
    }),
  );
}
