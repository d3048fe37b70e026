// Connectors together with their sealed credentials: written, opened, sealed again.

import 'server-only';
import type { Sealed } from '@/lib/crypto/sealed';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { ExternalBackend } from '@/lib/domain/backend';
import type { Reader, Tx } from '../connection/transaction';
import { Prisma } from '../generated/client.ts';

export type Settings = Readonly<Record<string, unknown>>;

/** What is needed to use one. */
export interface SealedConnector {
  readonly id: string;
  readonly organizationId: string;
  readonly scopeId: string;
  readonly kind: ExternalBackend;
  readonly slug: string;
  readonly settings: Settings;
  readonly allowed: readonly string[];
  readonly writable: boolean;
  readonly destination: string | null;
  readonly approvedAt: Date | null;
  readonly version: number;
  /** Both null where they were lost. */
  readonly dataKeyId: string | null;
  readonly envelope: Uint8Array | null;
}

const COLUMNS = Prisma.sql`
    SELECT k.id, k.organization_id AS "organizationId", k.scope_id AS "scopeId", k.kind, k.slug,
           k.settings, k.allowed, k.writable, k.destination, k.approved_at AS "approvedAt", k.version,
           k.data_key_id AS "dataKeyId", k.envelope
      FROM connector k`;

const SEALED = Prisma.sql`
    ${COLUMNS} JOIN scope c ON c.id = k.scope_id AND c.deleted_at IS NULL`;

/** Those of live scopes. */
export async function findSealedConnectors(
  reader: Reader,
  ids: readonly string[],
): Promise<SealedConnector[]> {
  return reader.$queryRaw<SealedConnector[]>`
    ${SEALED}
     WHERE k.id = ANY (${[...ids]}::uuid[])`;
}

/** Of the whole installation, by slug. */
export async function listAllConnectors(reader: Reader): Promise<SealedConnector[]> {
  return reader.$queryRaw<SealedConnector[]>`${SEALED} ORDER BY k.slug COLLATE "C", k.id`;
}

export interface SealedCredentials {
  readonly dataKeyId: string;
  readonly envelope: Sealed;
}

export interface ConnectorWrite {
  readonly name: string;
  readonly settings: Settings;
  readonly allowed: readonly string[];
  readonly writable: boolean;
  readonly destination: string | null;
  readonly approvedAt: Date | null;
  readonly approvedBy: string | null;
}

/** False where the organization has one of that slug. */
export async function insertConnector(
  tx: Tx,
  scope: AuthorizedScope,
  made: ConnectorWrite & {
    readonly id: string;
    readonly kind: ExternalBackend;
    readonly slug: string;
    readonly by: string;
    readonly sealed: SealedCredentials;
  },
): Promise<boolean> {
  const { by, sealed, settings, allowed, ...rest } = made;
  const { count } = await tx.connector.createMany({
    data: {
      ...rest,
      ...sealed,
      settings: settings as Prisma.InputJsonObject,
      allowed: [...allowed],
      scopeId: scope.id,
      organizationId: scope.organizationId,
      createdBy: by,
      updatedBy: by,
    },
    skipDuplicates: true,
  });
  return count === 1;
}

const NO_CREDENTIALS = { dataKeyId: null, envelope: null };

/** Its next version, not tested yet. `sealed`: null where its credentials stay lost. */
export async function updateConnector(
  tx: Tx,
  id: string,
  by: string,
  { settings, allowed, ...write }: ConnectorWrite,
  sealed: SealedCredentials | null,
): Promise<void> {
  const credentials = sealed ?? NO_CREDENTIALS;
  await tx.connector.update({
    where: { id },
    data: {
      ...write,
      ...credentials,
      settings: settings as Prisma.InputJsonObject,
      allowed: [...allowed],
      updatedBy: by,
      updatedAt: new Date(),
      testedAt: null,
      test: Prisma.DbNull,
      version: { increment: 1 },
    },
  });
}

/** Locks the next credentials under a key; those that another worker holds are passed over. */
export async function lockConnectorsUnder(
  tx: Tx,
  dataKeyId: string,
  limit: number,
): Promise<SealedConnector[]> {
  return tx.$queryRaw<SealedConnector[]>`
    ${COLUMNS}
     WHERE k.data_key_id = ${dataKeyId}::uuid
     ORDER BY k.id LIMIT ${limit}
       FOR UPDATE SKIP LOCKED`;
}

/** Under the new key: the same credentials, so the version stays. */
export async function sealConnectorAgain(
  tx: Tx,
  id: string,
  sealed: SealedCredentials,
): Promise<void> {
  await tx.connector.update({ where: { id }, data: sealed });
}

/** For what does not open: it is entered again, and approved again. */
export async function loseCredentials(tx: Tx, id: string): Promise<void> {
  await tx.connector.update({
    where: { id },
    data: {
      ...{ ...NO_CREDENTIALS, approvedAt: null, approvedBy: null },
      ...{ testedAt: null, test: Prisma.DbNull, version: { increment: 1 } },
    },
  });
}
