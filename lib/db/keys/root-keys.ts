// The installation's identity, its root key wraps and the master keys it has known.

import 'server-only';
import type { Sealed } from '@/lib/crypto/sealed';
import type { WrapState } from '../generated/client.ts';
import type { Reader, Tx } from '../connection/transaction';

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

/** The first root key, or the first after a loss: its only wrap, its check and the key's entry in history. */
export async function insertFirstRootKey(tx: Tx, first: FirstRootKey): Promise<void> {
  const { rootId, masterFingerprint } = first;
  await tx.rootKeyWrap.create({
    data: { rootId, masterFingerprint, envelope: first.envelope, state: 'active' },
  });
  await tx.rootHead.create({ data: { rootId, check: first.check } });
  await rememberFingerprint(tx, masterFingerprint, first.source);
}

async function rememberFingerprint(tx: Tx, fingerprint: string, source: string): Promise<void> {
  await tx.masterFingerprint.upsert({
    where: { fingerprint },
    create: { fingerprint, source },
    update: {},
  });
}

/** A root key that takes the place of the one in force: its wrap, and its check in the head. */
export async function insertRootKey(tx: Tx, next: Omit<FirstRootKey, 'source'>): Promise<void> {
  const { rootId, masterFingerprint, envelope, check } = next;
  await tx.rootKeyWrap.create({ data: { rootId, masterFingerprint, envelope, state: 'active' } });
  await tx.rootHead.updateMany({ data: { rootId, check } });
}

/** A new wrap of the root key: `active` takes the place of the active one, which is then retained. */
export async function insertWrap(tx: Tx, next: NewWrap): Promise<void> {
  const { rootId, masterFingerprint, envelope, source, state } = next;
  if (state === 'active') await retainActive(tx, rootId);
  await tx.rootKeyWrap.create({ data: { rootId, masterFingerprint, envelope, state } });
  await rememberFingerprint(tx, masterFingerprint, source);
}

export interface NewWrap {
  readonly rootId: string;
  readonly masterFingerprint: string;
  readonly envelope: Sealed;
  /** Where the key was seen for the first time. */
  readonly source: string;
  readonly state: 'staged' | 'active';
}

/** Makes a staged or retained wrap active and the active one retained; false when it is in neither state. */
export async function promoteWrap(
  tx: Tx,
  rootId: string,
  masterFingerprint: string,
  from: 'staged' | 'retained',
): Promise<boolean> {
  const where = { rootId, masterFingerprint, state: from };
  if ((await tx.rootKeyWrap.count({ where })) === 0) return false;
  await retainActive(tx, rootId);
  await tx.rootKeyWrap.updateMany({ where, data: { state: 'active' } });
  return true;
}

async function retainActive(tx: Tx, rootId: string): Promise<void> {
  await tx.rootKeyWrap.updateMany({
    where: { rootId, state: 'active' },
    data: { state: 'retained' },
  });
}

/** Removes the wraps in that state and answers with their fingerprints: those keys open nothing any more. */
export async function deleteWraps(
  tx: Tx,
  rootId: string,
  state: 'staged' | 'retained',
): Promise<string[]> {
  const rows = await tx.rootKeyWrap.findMany({
    where: { rootId, state },
    select: { masterFingerprint: true },
  });
  await tx.rootKeyWrap.deleteMany({ where: { rootId, state } });
  return rows.map((row) => row.masterFingerprint);
}

/** Removes one wrap; false when it is not in that state. */
export async function deleteWrap(
  tx: Tx,
  rootId: string,
  masterFingerprint: string,
  state: 'staged' | 'retained',
): Promise<boolean> {
  const { count } = await tx.rootKeyWrap.deleteMany({
    where: { rootId, masterFingerprint, state },
  });
  return count > 0;
}

/** Somebody typed the fingerprint of a copy that is kept off the machine. */
export async function confirmCopy(tx: Tx, fingerprint: string, by: string): Promise<void> {
  await tx.masterFingerprint.update({
    where: { fingerprint },
    data: { copyConfirmedAt: new Date(), copyConfirmedBy: by },
  });
}

/** Every master key ever used here, newest first. */
export async function listMasterFingerprints(reader: Reader) {
  return reader.masterFingerprint.findMany({ orderBy: { firstSeenAt: 'desc' } });
}
