// What a transfer meets: the secrets of a scope with the places of their values, and whose a place is.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { Backend, SecretType, ValueFormat } from '@/lib/domain/secret-kinds';
import { Prisma } from '../generated/client.ts';
import type { Reader } from '../connection/transaction';

/** A live secret of the scope. */
export interface HeldSecret {
  readonly id: string;
  readonly name: string;
  readonly type: SecretType;
  readonly backend: Backend;
  readonly reference: string | null;
  readonly connectorId: string | null;
  readonly aliasOfId: string | null;
  readonly currentVersion: number | null;
  readonly format: ValueFormat | null;
  /** Its value was lost with a master key. */
  readonly lost: boolean;
}

const HELD = Prisma.sql`
    SELECT s.id, s.name, s.type, s.backend, s.reference, s.connector_id AS "connectorId",
           s.alias_of_id AS "aliasOfId", s.current_version AS "currentVersion", v.format,
           v.lost_at IS NOT NULL AS lost
      FROM secret s
      LEFT JOIN secret_version v ON v.secret_id = s.id AND v.number = s.current_version`;

/** Those with one of the names, in whatever case. */
export async function findHeldSecrets(
  reader: Reader,
  scope: AuthorizedScope,
  names: readonly string[],
): Promise<HeldSecret[]> {
  const lowered = names.map((name) => name.toLowerCase());
  return reader.$queryRaw<HeldSecret[]>`
    ${HELD}
     WHERE s.scope_id = ${scope.id}::uuid AND s.deleted_at IS NULL
       AND lower(s.name) COLLATE "C" = ANY(${lowered}::text[])`;
}

/** Those whose values are sealed here (null), or reached through the connector; by name, without aliases. */
export async function listSecretsAt(
  reader: Reader,
  scope: AuthorizedScope,
  connectorId: string | null,
  limit: number,
): Promise<HeldSecret[]> {
  const there =
    connectorId === null
      ? Prisma.sql`s.connector_id IS NULL`
      : Prisma.sql`s.connector_id = ${connectorId}::uuid`;
  return reader.$queryRaw<HeldSecret[]>`
    ${HELD}
     WHERE s.scope_id = ${scope.id}::uuid AND s.deleted_at IS NULL AND s.alias_of_id IS NULL
       AND ${there}
     ORDER BY s.name COLLATE "C" LIMIT ${limit}`;
}

/** Numbers of the versions before the current one whose envelopes are still here. */
export async function listOlderSealed(
  reader: Reader,
  _scope: AuthorizedScope,
  secretId: string,
): Promise<number[]> {
  const rows = await reader.$queryRaw<{ number: number }[]>`
    SELECT v.number FROM secret_version v
      JOIN sealed_value e ON e.version_id = v.id
      JOIN secret s ON s.id = v.secret_id AND v.number <> s.current_version
     WHERE v.secret_id = ${secretId}::uuid ORDER BY v.number`;
  return rows.map(({ number }) => number);
}

/** The places, of those given, where secrets have their values, the bin included. */
export async function findSecretsAtPlaces(
  reader: Reader,
  _scope: AuthorizedScope,
  connectorId: string,
  references: readonly string[],
): Promise<{ readonly id: string; readonly reference: string }[]> {
  const rows = await reader.secret.findMany({
    where: { connectorId, reference: { in: [...references] } },
    select: { id: true, reference: true },
  });
  return rows.map(({ id, reference }) => ({ id, reference: reference ?? '' }));
}
