// Gives a brief's maker a new callback token; the one before ends with it.

import 'server-only';
import type { CreatedBrief } from '@/lib/contracts/brief';
import { newBearerToken } from '@/lib/crypto/bearer-token';
import { findBrief as findBriefRow, readTask } from '@/lib/db/briefs/briefs';
import type { BriefRow } from '@/lib/db/briefs/briefs';
import { lockBrief, replaceCallback } from '@/lib/db/briefs/callback';
import { briefStatus, mayReissue } from '@/lib/domain/brief';
import type { BriefStatus } from '@/lib/domain/brief';
import { KeystowError, notFound } from '@/lib/domain/errors';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { briefFacts, briefSummary, isMaker } from './brief-summary';
import { findBrief } from './find-brief';

/**
 * Needs `briefs:create` on its app, and to be its maker: 403 for anybody else. Throws 409 while its run
 * may be going on, after it succeeded, and once the brief has expired or is revoked (`mayReissue`).
 * `callbackToken` is in this answer only.
 */
export async function reissueCallback(ctx: Context, typeId: string): Promise<CreatedBrief> {
  const { row, app } = await findBrief(ctx, typeId, 'briefs:create');
  if (!isMaker(row, ctx.actor)) {
    const message = `Only ${row.createdBy}, who made the brief, may have a new callback token.`;
    throw new KeystowError('forbidden', message);
  }
  const { text, hash } = newBearerToken('ksc_');
  const { id, organizationId, title } = row;
  const renewed = await recorded(
    ctx,
    async (tx) => {
      await lockBrief(tx, id);
      const before = await findBriefRow(tx, organizationId, id);
      if (!before) throw notFound('That brief');
      refuseReissue(before);
      await replaceCallback(tx, id, hash);
      return (await findBriefRow(tx, organizationId, id))!;
    },
    () => ({
      in: app,
      events: [{ action: 'brief.token_reissued', brief: { id, name: title }, scope: app }],
    }),
  );
  const task = await readTask(ctx.installation.database.prisma, id);
  return { ...briefSummary(renewed, ctx.actor), task, callbackToken: text };
}

function refuseReissue(row: BriefRow): void {
  const facts = briefFacts(row);
  if (mayReissue(facts)) return;
  const why = facts.expired ? WHY.expired : WHY[briefStatus(facts)];
  throw new KeystowError('conflict', why ?? 'Make another brief.');
}

const WHY: Partial<Readonly<Record<BriefStatus, string>>> = {
  delivered: 'Its run has begun. Nobody knows how it ends: make another brief.',
  running: 'It is running. Wait for its end, or make another brief.',
  succeeded: 'It was done. To do it once more make another brief.',
  expired: 'It has expired. Make another brief.',
  revoked: 'It was revoked. Make another brief.',
};
