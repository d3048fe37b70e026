// The installation's identity, its root key wraps and the master keys it has known.

import 'server-only';
import type { Sealed } from '@/lib/crypto/sealed';
import type { WrapState } from './generated/client.ts';
import type { Reader, Tx } from './transaction';

export interface RootKeyWrapRow {
  readonly rootId: string;
  readonly masterFingerprint: string;
  readonly envelope: Uint8Array;
  readonly state: WrapState;
}

export interface RootHeadRow {
  readonly rootId: string;
  readonly check: Uint8Array;
}

/** Held by first boot, staging and promotion; released at commit. Useless on the embedded database. */
export async function lockRootKeys(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(72707370)`;
}

export async function findInstallationId(reader: Reader): Promise<string | null> {
  return (await reader.installation.findFirst({ select: { id: true } }))?.id ?? null;
}

export async function insertInstallation(tx: Tx, id: string): Promise<void> {
  await tx.installation.create({ data: { id } });
}

export async function findRootHead(reader: Reader): Promise<RootHeadRow | null> {
  return reader.rootHead.findFirst({ select: { rootId: true, check: true } });
}

export async function listRootKeyWraps(reader: Reader, rootId: string): Promise<RootKeyWrapRow[]> {
  return reader.rootKeyWrap.findMany({
    where: { rootId },
    select: { rootId: true, masterFingerprint: true, envelope: true, state: true },
    orderBy: { createdAt: 'asc' },
  });
}

export interface FirstRootKey {
  readonly rootId: string;
  readonly masterFingerprint: string;
  readonly source: string;
  readonly envelope: Sealed;
  readonly check: Sealed;
}

/** The first root key, its only wrap, its check envelope and the fingerprint's entry in history. */
export async function insertFirstRootKey(tx: Tx, first: FirstRootKey): Promise<void> {
  const { rootId, masterFingerprint } = first;
  await tx.rootKeyWrap.create({
    data: { rootId, masterFingerprint, envelope: first.envelope, state: 'active' },
  });
  await tx.rootHead.create({ data: { rootId, check: first.check } });
  await tx.masterFingerprint.create({
    data: { fingerprint: masterFingerprint, source: first.source },
  });
}

/** Makes the staged wrap active and the active one retained; false when it is staged no longer. */
export async function promoteWrap(tx: Tx, rootId: string, fingerprint: string): Promise<boolean> {
  const staged = await tx.rootKeyWrap.count({
    where: { rootId, masterFingerprint: fingerprint, state: 'staged' },
  });
  if (staged === 0) return false;
  await tx.rootKeyWrap.updateMany({
    where: { rootId, state: 'active' },
    data: { state: 'retained' },
  });
  await tx.rootKeyWrap.updateMany({
    where: { rootId, masterFingerprint: fingerprint },
    data: { state: 'active' },
  });
  return true;
}

/** Wraps the root key under a new master key at once: the active wrap becomes retained. */
export async function replaceActiveWrap(tx: Tx, next: Omit<FirstRootKey, 'check'>): Promise<void> {
  const { rootId, masterFingerprint, envelope, source } = next;
  await tx.rootKeyWrap.updateMany({
    where: { rootId, state: 'active' },
    data: { state: 'retained' },
  });
  await tx.rootKeyWrap.create({ data: { rootId, masterFingerprint, envelope, state: 'active' } });
  await tx.masterFingerprint.upsert({
    where: { fingerprint: masterFingerprint },
    create: { fingerprint: masterFingerprint, source },
    update: {},
  });
}

/** Every master key ever used here, newest first. */
export async function listMasterFingerprints(reader: Reader) {
  return reader.masterFingerprint.findMany({ orderBy: { firstSeenAt: 'desc' } });
}
