// The running copies of the console, alive while their heartbeat (database clock) is recent.

import 'server-only';
import type { Reader, Tx } from './transaction';

export interface NodeRow {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  readonly masterFingerprint: string | null;
  readonly jwtFingerprint: string;
}

export async function insertNode(tx: Tx, node: NodeRow): Promise<void> {
  await tx.node.create({ data: node });
}

/** Moves the heartbeat on; nodes that have been silent for a day are forgotten. */
export async function beatNode(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`UPDATE node SET heartbeat_at = now() WHERE id = ${id}::uuid`;
  await tx.$executeRaw`DELETE FROM node WHERE heartbeat_at < now() - interval '1 day'`;
}

export async function deleteNode(tx: Tx, id: string): Promise<void> {
  await tx.node.deleteMany({ where: { id } });
}

/** A node heard of within `seconds` that signs sessions with none of `jwtFingerprints`. */
export async function findForeignSigner(
  reader: Reader,
  jwtFingerprints: readonly string[],
  seconds: number,
): Promise<{ host: string; pid: number } | null> {
  const rows = await reader.$queryRaw<{ host: string; pid: number }[]>`
    SELECT host, pid FROM node
     WHERE heartbeat_at > now() - make_interval(secs => ${seconds})
       AND jwt_fingerprint <> ALL(${[...jwtFingerprints]}::text[])
     LIMIT 1`;
  return rows[0] ?? null;
}
