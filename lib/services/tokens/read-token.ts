// Finds the machine token behind a bearer text, and notes that it was used.

import 'server-only';
import { readBearerToken } from '@/lib/crypto/bearer-token';
import { findLiveToken, touchToken } from '@/lib/db/people/tokens';
import type { TokenActor } from '@/lib/domain/actor';
import { isPermission } from '@/lib/domain/permissions';
import { bookkeeping } from '../bookkeeping';
import type { Installation } from '../context';

const TOUCH_AFTER_MS = 60_000;

/** Null when the text is no machine token, or one that is unknown, expired or revoked. */
export async function readToken(
  installation: Installation,
  text: string,
): Promise<TokenActor | null> {
  const read = readBearerToken(text);
  if (read?.prefix !== 'kst_') return null;
  const row = await findLiveToken(installation.database.prisma, read.hash);
  if (!row) return null;
  if (!row.lastUsedAt || Date.now() - row.lastUsedAt.getTime() > TOUCH_AFTER_MS) {
    if (installation.keys.unlocked) await bookkeeping(installation, (tx) => touchToken(tx, row.id));
  }
  const { id, organizationId, name, scopeId } = row;
  return {
    kind: 'token',
    id,
    organizationId,
    name,
    scopeId,
    permissions: row.permissions.filter(isPermission),
    namePatterns: row.namePatterns,
  };
}
