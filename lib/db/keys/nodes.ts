// The running copies of the console, alive while their heartbeat (database clock) is recent.

import 'server-only';
import type { Reader, Tx } from '../connection/transaction';

/** What a node says of itself with each heartbeat. */
export interface NodeKeys {
  /** The master key it booted with, or was promoted to. */
  readonly masterFingerprint: string | null;
  readonly source: string | null;
  /** The master key that its source holds now; null when it cannot be read. */
  readonly sourceFingerprint: string | null;
  /** The JWT secret it was given to sign with, and the older one it still accepts. */
  readonly jwtFingerprint: string;
  readonly jwtPrevious: string | null;
}

export interface NodeRow extends NodeKeys {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
}

/** A node that was silent for longer is taken for gone. */
export const NODE_ALIVE_SECONDS = 60;

export async function insertNode(tx: Tx, node: NodeRow): Promise<void> {
  await tx.node.create({ data: node });
}

/** Moves the heartbeat on; nodes that have been silent for a day are forgotten. */
export async function beatNode(tx: Tx, id: string, keys: NodeKeys): Promise<void> {
  await tx.$executeRaw`
    UPDATE node SET heartbeat_at = now(), master_fingerprint = ${keys.masterFingerprint},
           source = ${keys.source}, source_fingerprint = ${keys.sourceFingerprint},
           jwt_fingerprint = ${keys.jwtFingerprint}, jwt_previous = ${keys.jwtPrevious}
     WHERE id = ${id}::uuid`;
  await tx.$executeRaw`DELETE FROM node WHERE heartbeat_at < now() - interval '1 day'`;
}

export async function deleteNode(tx: Tx, id: string): Promise<void> {
  await tx.node.deleteMany({ where: { id } });
}

/** A node heard of lately that signs sessions with none of `jwtFingerprints`. */
export async function findForeignSigner(
  reader: Reader,
  jwtFingerprints: readonly string[],
): Promise<{ host: string; pid: number } | null> {
  const rows = await reader.$queryRaw<{ host: string; pid: number }[]>`
    SELECT host, pid FROM node
     WHERE heartbeat_at > now() - make_interval(secs => ${NODE_ALIVE_SECONDS})
       AND jwt_fingerprint <> ALL(${[...jwtFingerprints]}::text[])
     LIMIT 1`;
  return rows[0] ?? null;
}

/** Whether some node heard of lately could not read a session that `kid` signed. */
export async function isUnknownToSomeNode(reader: Reader, kid: string): Promise<boolean> {
  const rows = await reader.$queryRaw<{ host: string }[]>`
    SELECT host FROM node
     WHERE heartbeat_at > now() - make_interval(secs => ${NODE_ALIVE_SECONDS})
       AND jwt_fingerprint <> ${kid} AND jwt_previous IS DISTINCT FROM ${kid}
     LIMIT 1`;
  return rows.length > 0;
}

/** Tells at once, without waiting for the heartbeat, which JWT secrets a process has. */
export async function setNodeJwt(
  tx: Tx,
  { host, pid, ...jwt }: Pick<NodeRow, 'host' | 'pid' | 'jwtFingerprint' | 'jwtPrevious'>,
): Promise<void> {
  await tx.node.updateMany({ where: { host, pid }, data: jwt });
}

export type LiveNode = NodeRow & { readonly startedAt: Date; readonly heartbeatAt: Date };

/** Every node heard of lately, the longest running first. */
export async function listLiveNodes(reader: Reader): Promise<LiveNode[]> {
  return reader.$queryRaw<LiveNode[]>`
    SELECT id, host, pid, master_fingerprint AS "masterFingerprint", source,
           source_fingerprint AS "sourceFingerprint", jwt_fingerprint AS "jwtFingerprint",
           jwt_previous AS "jwtPrevious",
           started_at AS "startedAt", heartbeat_at AS "heartbeatAt"
      FROM node
     WHERE heartbeat_at > now() - make_interval(secs => ${NODE_ALIVE_SECONDS})
     ORDER BY started_at, id`;
}
