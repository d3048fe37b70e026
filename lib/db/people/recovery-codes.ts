// Recovery codes of people, kept as hashes; each works once.

import 'server-only';
import { newUuid } from '@/lib/domain/ids';
import type { Reader, Tx } from '../connection/transaction';

type Hash = Uint8Array<ArrayBuffer>;

/** The earlier ones stop working. */
export async function replaceRecoveryCodes(
  tx: Tx,
  userId: string,
  hashes: readonly Hash[],
): Promise<void> {
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.recoveryCode.createMany({
    data: hashes.map((hash) => ({ id: newUuid(), userId, hash })),
  });
}

export async function isRecoveryCodeOpen(
  reader: Reader,
  userId: string,
  hash: Hash,
): Promise<boolean> {
  const where = { userId, hash, usedAt: null };
  return (await reader.recoveryCode.findFirst({ where, select: { id: true } })) !== null;
}

/** Uses the code up; false when it was used before or is not the person's. */
export async function takeRecoveryCode(tx: Tx, userId: string, hash: Hash): Promise<boolean> {
  const { count } = await tx.recoveryCode.updateMany({
    where: { userId, hash, usedAt: null },
    data: { usedAt: new Date() },
  });
  return count === 1;
}

/** How many still work. */
export async function countRecoveryCodes(reader: Reader, userId: string): Promise<number> {
  return reader.recoveryCode.count({ where: { userId, usedAt: null } });
}
