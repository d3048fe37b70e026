// Finds the brief behind a callback token.

import 'server-only';
import { readBearerToken } from '@/lib/crypto/bearer-token';
import { findBriefOfCallback } from '@/lib/db/briefs/briefs';
import type { BriefActor } from '@/lib/domain/actor';
import type { Installation } from '../context';

/**
 * Null when the text is no callback token, or one that is unknown or was replaced. One that is used,
 * expired or revoked is still its brief's: it takes nothing, but its run may say how it goes.
 */
export async function readCallbackToken(
  { database }: Installation,
  text: string,
): Promise<BriefActor | null> {
  const read = readBearerToken(text);
  if (read?.prefix !== 'ksc_') return null;
  const row = await findBriefOfCallback(database.prisma, read.hash);
  if (!row) return null;
  const { id, organizationId, title, createdBy, issuedAt } = row;
  return { kind: 'brief', id, organizationId, name: `brief ${title} by ${createdBy}`, issuedAt };
}
