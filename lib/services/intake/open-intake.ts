// Finds what a link still asks for, or says why it does not work and who can help.

import 'server-only';
import { hashLinkSecret } from '@/lib/crypto/bearer-token';
import { findIntakeLink } from '@/lib/db/secrets/intake-links';
import type { IntakeLinkRow } from '@/lib/db/secrets/intake-links';
import { listIntakeItems } from '@/lib/db/secrets/intake-items';
import type { IntakeItemRow } from '@/lib/db/secrets/intake-items';
import { KeystowError } from '@/lib/domain/errors';
import { permissionsOn, readReach } from '../access/effective-permissions';
import type { Installation } from '../context';
import { admitIntake } from './admit-intake';

/** Whoever holds a link: its secret, and where he calls from. */
export interface LinkHolder {
  readonly secret: string;
  /** The network address (`lib/auth/address-of-request.ts`). */
  readonly address: string;
  readonly requestId: string;
}

export interface OpenIntake {
  readonly link: IntakeLinkRow;
  /** Entered already, or open: what may not be entered any more is left out. */
  readonly items: readonly IntakeItemRow[];
}

/**
 * Throws 423 while locked, 404 for a link that is unknown, revoked, expired or used up, 429 when too
 * many were tried. Unknown and malformed ones are answered alike.
 */
export async function openIntake(
  installation: Installation,
  { secret, address }: Pick<LinkHolder, 'secret' | 'address'>,
): Promise<OpenIntake> {
  requireOpenConsole(installation);
  const { prisma } = installation.database;
  const link = await admitIntake(installation, address, async () => {
    const found = await findIntakeLink(prisma, hashLinkSecret(secret));
    if (found) return found;
    throw refused('This link is not one of this console, or was cut short.', ASK_SENDER);
  });
  if (!link.makerActive) {
    throw refused(`${link.makerEmail}, who made this link, is no longer there.`, ASK_SENDER);
  }
  const items = await askedItems(installation, link);
  if (!items.some((item) => item.answeredAt === null)) {
    throw items.length === 0
      ? linkRefused(link, 'This link does not ask for anything any more.')
      : refused('All values that this link asked for are sealed. Each is entered once.', '');
  }
  if (link.revokedAt) throw linkRefused(link, 'This link was revoked.');
  if (link.expired) throw linkRefused(link, 'This link has expired.');
  return { link, items };
}

const ASK_SENDER = 'Ask whoever sent it to you for a new one.';

/** The refusal (404) of a link whose maker can make another. */
export function linkRefused(link: IntakeLinkRow, why: string): KeystowError {
  return refused(why, `Ask ${link.makerEmail} for a new one.`);
}

function refused(why: string, remedy: string): KeystowError {
  return new KeystowError('not_found', `${why} ${remedy}`.trim());
}

/** Entered values stay; others are asked for as long as the maker could still enter them himself. */
async function askedItems(
  { database: { prisma } }: Installation,
  link: IntakeLinkRow,
): Promise<IntakeItemRow[]> {
  const maker = { kind: 'user', id: link.makerId, organizationId: link.organizationId } as const;
  const [rows, reach] = await Promise.all([
    listIntakeItems(prisma, [link.id]),
    readReach(prisma, maker),
  ]);
  return rows.filter(
    (row) =>
      row.answeredAt !== null || (row.live && permissionsOn(reach, row).has('secrets:write')),
  );
}

function requireOpenConsole({ keys }: Installation): void {
  if (keys.unlocked) return;
  throw new KeystowError(
    'locked',
    'The console cannot seal anything at the moment. Nothing is lost: open the link again later.',
  );
}
