// Optimistic concurrency: a write that was decided on an older version is refused, and told why.

import 'server-only';
import { findBinned } from '@/lib/db/secrets/secret-bin';
import { findVersionFacts } from '@/lib/db/secrets/secret-versions';
import type { LockedSecret } from '@/lib/db/secrets/secrets';
import type { Tx } from '@/lib/db/connection/transaction';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { KeystowError } from '@/lib/domain/errors';
import type { EarlierChange } from '@/lib/domain/errors';

/** `*` holds for any secret that exists, 0 for none, as in RFC 9110, section 13.1.1. */
export type VersionWanted = number | '*' | undefined;

/**
 * Throws 409 `version_conflict` when the locked secret of that name is not at `wanted`; the refusal
 * says whose change came first and when, where that is known.
 */
export async function checkVersion(
  tx: Tx,
  scope: AuthorizedScope,
  name: string,
  existing: LockedSecret | undefined,
  wanted: VersionWanted,
): Promise<void> {
  if (holds(wanted, existing)) return;
  throw versionConflict(existing, await earlierChange(tx, scope, name, existing));
}

function holds(wanted: VersionWanted, existing: LockedSecret | undefined): boolean {
  if (wanted === undefined) return true;
  return wanted === '*' ? existing !== undefined : wanted === (existing?.currentVersion ?? 0);
}

async function earlierChange(
  tx: Tx,
  scope: AuthorizedScope,
  name: string,
  existing: LockedSecret | undefined,
): Promise<EarlierChange | null> {
  if (existing) {
    const version = existing.currentVersion;
    const facts = version === null ? null : await findVersionFacts(tx, existing.id, version);
    return facts && { version, by: facts.createdBy, at: facts.createdAt.toISOString() };
  }
  const binned = await findBinned(tx, scope, name);
  if (!binned?.deletedBy) return null;
  return { version: null, by: binned.deletedBy, at: binned.deletedAt.toISOString() };
}

function versionConflict(
  existing: LockedSecret | undefined,
  earlier: EarlierChange | null,
): KeystowError {
  const by = earlier ? ` by ${earlier.by}, ${instant(earlier.at)}` : '';
  const now = stateNow(existing, by);
  const message = `The secret changed since you looked. ${now} Look again, then decide.`;
  return new KeystowError('version_conflict', message, {
    issues: [{ pointer: '/ifVersion', code: 'version_conflict', message: now }],
    ...(earlier ? { earlier } : {}),
  });
}

function stateNow(existing: LockedSecret | undefined, by: string): string {
  if (!existing) return `It does not exist now${by && `: deleted${by}`}.`;
  if (existing.currentVersion === null) return 'It has no value of its own now.';
  return `The current version is ${existing.currentVersion}${by && `, sealed${by}`}.`;
}

function instant(iso: string): string {
  return `${iso.slice(0, 19).replace('T', ' ')} UTC`;
}
