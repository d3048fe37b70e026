// Second factors of people: a sealed seed each, and the last time step that was accepted.

import 'server-only';
import type { Sealed } from '@/lib/crypto/sealed';
import type { Reader, Tx } from '../connection/transaction';

export interface SecondFactorRow {
  readonly userId: string;
  readonly dataKeyId: string;
  readonly envelope: Uint8Array<ArrayBuffer>;
  /** Null until a code has shown that the authenticator has the seed. */
  readonly confirmedAt: Date | null;
  readonly lastStep: bigint;
}

export async function findSecondFactor(
  reader: Reader,
  userId: string,
): Promise<SecondFactorRow | null> {
  return reader.secondFactor.findUnique({ where: { userId } });
}

/** Puts an unconfirmed seed in place of an earlier unconfirmed one. False beside a confirmed one. */
export async function offerSecondFactor(
  tx: Tx,
  factor: { readonly userId: string; readonly dataKeyId: string; readonly envelope: Sealed },
): Promise<boolean> {
  const count = await tx.$executeRaw`
    INSERT INTO second_factor AS f (user_id, data_key_id, envelope)
    VALUES (${factor.userId}::uuid, ${factor.dataKeyId}::uuid, ${factor.envelope})
    ON CONFLICT (user_id) DO UPDATE
       SET data_key_id = excluded.data_key_id, envelope = excluded.envelope,
           created_at = excluded.created_at, last_step = 0
     WHERE f.confirmed_at IS NULL`;
  return count === 1;
}

/** False when it was confirmed before, or the seed is another one meanwhile. */
export async function confirmSecondFactor(
  tx: Tx,
  { userId, envelope }: Pick<SecondFactorRow, 'userId' | 'envelope'>,
  step: number,
): Promise<boolean> {
  const { count } = await tx.secondFactor.updateMany({
    where: { userId, envelope, confirmedAt: null },
    data: { confirmedAt: new Date(), lastStep: BigInt(step) },
  });
  return count === 1;
}

/** Uses the code of a time step up; false when it, or a later one, was used before. */
export async function takeStep(tx: Tx, userId: string, step: number): Promise<boolean> {
  const { count } = await tx.secondFactor.updateMany({
    where: { userId, confirmedAt: { not: null }, lastStep: { lt: BigInt(step) } },
    data: { lastStep: BigInt(step) },
  });
  return count === 1;
}

/** Removes the factor and its recovery codes; false when there was no confirmed one. */
export async function deleteSecondFactor(tx: Tx, userId: string): Promise<boolean> {
  const confirmed = await tx.secondFactor.deleteMany({
    where: { userId, confirmedAt: { not: null } },
  });
  await tx.secondFactor.deleteMany({ where: { userId } });
  await tx.recoveryCode.deleteMany({ where: { userId } });
  return confirmed.count === 1;
}

/** Locks the next sealed seeds under a key; those that another worker holds are passed over. */
export async function lockSeedsUnder(
  tx: Tx,
  dataKeyId: string,
  limit: number,
): Promise<Pick<SecondFactorRow, 'userId' | 'dataKeyId' | 'envelope'>[]> {
  return tx.$queryRaw`
    SELECT user_id AS "userId", data_key_id AS "dataKeyId", envelope FROM second_factor
     WHERE data_key_id = ${dataKeyId}::uuid
     ORDER BY user_id LIMIT ${limit}
       FOR UPDATE SKIP LOCKED`;
}

/** A locked seed under its new key; what it is and whether it counts stays as it was. */
export async function replaceSealedSeed(
  tx: Tx,
  userId: string,
  sealed: { readonly dataKeyId: string; readonly envelope: Sealed },
): Promise<void> {
  await tx.secondFactor.update({ where: { userId }, data: sealed });
}

/** Whose they are, by id and address. */
export async function listFactorOwners(
  reader: Reader,
  userIds: readonly string[],
): Promise<{ readonly id: string; readonly name: string }[]> {
  if (userIds.length === 0) return [];
  const rows = await reader.user.findMany({
    where: { id: { in: [...userIds] } },
    select: { id: true, email: true },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ id, email }) => ({ id, name: email }));
}
