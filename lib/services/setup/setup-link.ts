// The one-time link by which the first administrator sets the console up.

import 'server-only';
import { hashLinkSecret, newLinkSecret } from '@/lib/crypto/bearer-token';
import { anyUserExists } from '@/lib/db/people/members';
import { insertLink, isLinkOpen, revokeLinks } from '@/lib/db/people/one-time-links';
import { newUuid } from '@/lib/domain/ids';
import { systemContext } from '../context';
import type { Installation } from '../context';
import { recorded } from '../recorded';

export const SETUP_LINK = 'setup';
export const SETUP_LINK_HOURS = 1;

/** The secret part of a new link; earlier ones stop working. Null once anybody exists, or while locked. */
export async function issueSetupLink(installation: Installation): Promise<string | null> {
  if (!installation.keys.unlocked) return null;
  if (await anyUserExists(installation.database.prisma)) return null;
  const { text, hash } = newLinkSecret();
  const expiresAt = new Date(Date.now() + SETUP_LINK_HOURS * 3_600_000);
  const ctx = systemContext(installation, 'start');
  await recorded(
    ctx,
    async (tx) => {
      await revokeLinks(tx, SETUP_LINK);
      await insertLink(tx, { id: newUuid(), kind: SETUP_LINK, hash, expiresAt });
    },
    () => ({ in: 'installation', events: [{ action: 'setup_link.issued' }] }),
  );
  return text;
}

/** Whether the link would still work; using it is `completeSetup`. */
export async function isSetupLinkOpen(installation: Installation, text: string): Promise<boolean> {
  return isLinkOpen(installation.database.prisma, SETUP_LINK, hashLinkSecret(text));
}

/** Whether the console waits for its first administrator. */
export async function needsSetup(installation: Installation): Promise<boolean> {
  return !(await anyUserExists(installation.database.prisma));
}
