// Who made a machine token.

import 'server-only';
import type { Reader } from '../connection/transaction';

/** The id of the person, also of a token that was revoked; null where there is no such token. */
export async function findTokenMaker(reader: Reader, id: string): Promise<string | null> {
  const row = await reader.token.findUnique({ where: { id }, select: { createdById: true } });
  return row?.createdById ?? null;
}
