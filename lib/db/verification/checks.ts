// Checks of secrets: how the console tries their values, and where a removed one led last.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { ValueFormat } from '@/lib/domain/secret-kinds';
import type { Reader, Tx } from '../connection/transaction';
import type { CheckFacts } from '../rotation-runs/run-items';

export interface CheckRow extends CheckFacts {
  readonly secretId: string;
  /** Globs of the destination, and where that is. */
  readonly names: readonly string[];
  readonly destinationScopeId: string;
  readonly removedAt: Date | null;
}

/** A removed one too; null: there never was one. */
export async function findCheck(reader: Reader, secretId: string): Promise<CheckRow | null> {
  const row = await reader.verificationCheck.findUnique({
    where: { secretId },
    include: { destination: true },
  });
  if (!row) return null;
  const { destination, ...check } = row;
  const { origin, names, scopeId, approvedAt, endedAt } = destination;
  return { ...check, origin, names, destinationScopeId: scopeId, approvedAt, endedAt };
}

/** A live secret of the scope that may have a check. */
export interface CheckedSecret {
  readonly id: string;
  readonly name: string;
  readonly isAlias: boolean;
  readonly format: ValueFormat | null;
}

/** Locked until commit; null where there is none of that very name. */
export async function lockCheckedSecret(
  tx: Tx,
  { id: scopeId }: AuthorizedScope,
  name: string,
): Promise<CheckedSecret | null> {
  const [row] = await tx.$queryRaw<CheckedSecret[]>`
    SELECT s.id, s.name, s.alias_of_id IS NOT NULL AS "isAlias",
           (SELECT v.format FROM secret_version v
             WHERE v.secret_id = s.id AND v.number = s.current_version) AS format
      FROM secret s
     WHERE s.scope_id = ${scopeId}::uuid AND s.deleted_at IS NULL
       AND lower(s.name) COLLATE "C" = lower(${name}) COLLATE "C" AND s.name = ${name}
       FOR UPDATE`;
  return row ?? null;
}

export interface CheckWrite {
  readonly id: string;
  readonly destinationId: string;
  readonly method: string;
  readonly path: string;
  readonly placement: string;
  readonly placementName: string | null;
  readonly works: readonly number[];
  readonly refuses: readonly number[];
  /** That was entered anew, where it leads to another host than before. */
  readonly movedVersion: number | null;
  readonly by: string;
}

/** Sets it anew, whatever it was. The caller has locked the secret. */
export async function writeCheck(
  tx: Tx,
  { organizationId }: AuthorizedScope,
  secretId: string,
  { id, by, works, refuses, movedVersion, ...fields }: CheckWrite,
): Promise<void> {
  const moved =
    movedVersion === null ? {} : { movedVersion, movedLast: await lastVersion(tx, secretId) };
  const data = { ...fields, ...moved, works: [...works], refuses: [...refuses], updatedBy: by };
  await tx.verificationCheck.upsert({
    where: { secretId },
    create: { ...data, id, organizationId, secretId, createdBy: by },
    update: { ...data, updatedAt: new Date(), removedAt: null },
  });
}

async function lastVersion(tx: Tx, secretId: string): Promise<number> {
  const { _max } = await tx.secretVersion.aggregate({
    where: { secretId },
    _max: { number: true },
  });
  return _max.number ?? 0;
}

/** Since a check leads to another host, values that were there before are not sent by it, but the one that was entered. */
export async function maySendVersion(
  reader: Reader,
  secretId: string,
  version: number,
): Promise<boolean> {
  const [row] = await reader.$queryRaw<{ may: boolean }[]>`
    SELECT c.moved_last IS NULL OR ${version}::int = c.moved_version
           OR ${version}::int > c.moved_last AS may
      FROM verification_check c WHERE c.secret_id = ${secretId}::uuid`;
  return row?.may ?? false;
}

/** Where it led stays known. False where there was none. */
export async function removeCheckRow(
  tx: Tx,
  _scope: AuthorizedScope,
  secretId: string,
  by: string,
): Promise<boolean> {
  const { count } = await tx.verificationCheck.updateMany({
    where: { secretId, removedAt: null },
    data: { removedAt: new Date(), updatedBy: by },
  });
  return count === 1;
}
