// References to values that live elsewhere: read before anything is asked, and written as versions without envelopes.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { BackendSchedule, ExternalBackend } from '@/lib/domain/backend';
import type { Backend } from '@/lib/domain/secret-kinds';
import type { SecretDescription } from './secrets';
import type { Reader, Tx } from '../connection/transaction';
import { Prisma } from '../generated/client.ts';

/** Where a live secret has its value now; both of the latter null for `local`. */
export interface PlaceRow {
  readonly id: string;
  readonly name: string;
  readonly backend: Backend;
  readonly reference: string | null;
  readonly connectorId: string | null;
  readonly currentVersion: number | null;
  /** The backend's own name of the current version; null until it was seen. */
  readonly backendVersion: string | null;
}

const PLACES = Prisma.sql`
    SELECT s.id, s.name, s.backend, s.reference, s.connector_id AS "connectorId",
           s.current_version AS "currentVersion", v.backend_version AS "backendVersion"
      FROM secret s
      LEFT JOIN secret_version v ON v.secret_id = s.id AND v.number = s.current_version
     WHERE s.deleted_at IS NULL`;

/** That very secret, while it is live and of that scope; null where it is not. */
export async function findPlaceById(
  reader: Reader,
  scope: AuthorizedScope,
  id: string,
): Promise<PlaceRow | null> {
  const [row] = await reader.$queryRaw<PlaceRow[]>`
    ${PLACES} AND s.scope_id = ${scope.id}::uuid AND s.id = ${id}::uuid`;
  return row ?? null;
}

/** The live secret of that name, in whatever case; null where there is none. */
export async function findPlace(
  reader: Reader,
  scope: AuthorizedScope,
  name: string,
): Promise<PlaceRow | null> {
  const [row] = await reader.$queryRaw<PlaceRow[]>`
    ${PLACES} AND s.scope_id = ${scope.id}::uuid
       AND lower(s.name) COLLATE "C" = lower(${name}) COLLATE "C"`;
  return row ?? null;
}

/** Whether another secret, the bin included, has its value at that very place. */
export async function isPlaceTaken(
  reader: Reader,
  connectorId: string,
  reference: string,
  exceptId: string | undefined,
): Promise<boolean> {
  const found = await reader.secret.findFirst({
    where: { connectorId, reference, ...(exceptId === undefined ? {} : { id: { not: exceptId } }) },
    select: { id: true },
  });
  return found !== null;
}

/** Keeps the connector from being deleted until commit; false where it is gone. */
export async function holdConnector(tx: Tx, connectorId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<object[]>`
    SELECT id FROM connector WHERE id = ${connectorId}::uuid FOR KEY SHARE`;
  return rows.length === 1;
}

export interface ReferenceWrite extends SecretDescription {
  readonly secretId: string;
  readonly name: string;
  readonly backend: ExternalBackend;
  readonly connectorId: string;
  readonly reference: string;
  readonly versionId: string;
  /** 1 inserts the secret, a later one updates it. */
  readonly number: number;
  readonly format: 'utf8' | 'binary';
  readonly reason: string | null;
  /** What the backend said of it, where it was asked already. */
  readonly seen: {
    readonly version: string | null;
    readonly at: Date | null;
    readonly schedule: BackendSchedule | null;
  } | null;
}

export interface WrittenBy {
  readonly createdByKind: string;
  readonly createdById: string | null;
  readonly createdBy: string;
  readonly at: Date;
}

/** The current version becomes previous; a staged one is staged no more. A taken name fails on its unique index. */
export async function writeReference(
  tx: Tx,
  scope: AuthorizedScope,
  write: ReferenceWrite,
  { at, ...by }: WrittenBy,
): Promise<void> {
  const { secretId, name, versionId, number, format, reason, seen, ...fields } = write;
  const { organizationId, id: scopeId } = scope;
  const place = {
    ...fields,
    tags: [...fields.tags],
    backendCheckedAt: seen && at,
    backendFault: null,
    backendSchedule: seen?.schedule ? { ...seen.schedule } : Prisma.DbNull,
    latestVersion: number,
    currentVersion: number,
    updatedAt: at,
    updatedBy: by.createdBy,
  };
  if (number === 1) {
    const made = { id: secretId, organizationId, scopeId, name, createdAt: at };
    await tx.secret.create({ data: { ...place, ...made } });
  } else {
    const { currentVersion } = await tx.secret.findUniqueOrThrow({
      where: { id: secretId },
      select: { currentVersion: true },
    });
    const pointers = { previousVersion: currentVersion, stagedVersion: null };
    await tx.secret.update({ where: { id: secretId }, data: { ...place, ...pointers } });
  }
  const known = { backendVersion: seen?.version ?? null, backendAt: seen?.at ?? null };
  const version = { id: versionId, secretId, number, format, reason, createdAt: at };
  await tx.secretVersion.create({ data: { ...version, ...known, ...by } });
}
