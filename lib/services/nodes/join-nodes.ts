// Makes this process known to the other nodes, and refuses one whose sessions they could not read.

import 'server-only';
import { hostname } from 'node:os';
import {
  beatNode,
  deleteNode,
  findForeignSigner,
  insertNode,
  isUnknownToSomeNode,
} from '@/lib/db/keys/nodes';
import type { NodeKeys } from '@/lib/db/keys/nodes';
import { newUuid } from '@/lib/domain/ids';
import { bookkeeping } from '../bookkeeping';
import type { Installation } from '../context';
import { BootRefusal } from '../keys/boot-refusal';
import { sourceReader } from '../keys/source-fingerprint';
import { log } from '../log';

const HEARTBEAT_SECONDS = 20;

/** Answers with a function that takes the node off the list again. Throws BootRefusal. */
export async function joinNodes(installation: Installation): Promise<() => Promise<void>> {
  const { database, jwt, keys } = installation;
  const foreign = await findForeignSigner(
    database.prisma,
    jwt.accepted.map(({ kid }) => kid),
  );
  if (foreign && database.kind === 'postgres') {
    throw new BootRefusal(
      'jwt_secret_differs',
      `The node ${foreign.host} (process ${foreign.pid}) signs sessions with another JWT_SECRET. Give every node the same one, or set its secret as JWT_SECRET_PREVIOUS. If that node is gone, start again in a minute.`,
    );
  }
  const id = newUuid();
  const readSource = sourceReader(installation.env, installation.id);
  const describe = async (): Promise<NodeKeys> => {
    const { state } = keys;
    const sourceKey = await readSource();
    return {
      masterFingerprint: state.kind === 'unlocked' ? state.masterFingerprint : state.given,
      source: state.source,
      sourceFingerprint: sourceKey?.fingerprint ?? null,
      jwtFingerprint: jwt.current.kid,
      jwtPrevious: jwt.previous?.kid ?? null,
    };
  };
  const node = { id, host: hostname(), pid: process.pid };
  const first = await describe();
  await bookkeeping(installation, (tx) => insertNode(tx, { ...node, ...first }));
  await chooseSigner(installation);
  const beat = async (): Promise<void> => {
    const now = await describe();
    await bookkeeping(installation, (tx) => beatNode(tx, id, now));
    await chooseSigner(installation);
  };
  const timer = setInterval(() => {
    beat().catch((error: unknown) => {
      log.warn({ err: error }, 'the heartbeat could not be written');
    });
  }, HEARTBEAT_SECONDS * 1000);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await bookkeeping(installation, (tx) => deleteNode(tx, id));
  };
}

/**
 * Nodes restart one after the other: until each of them knows the new JWT secret, the old one goes on
 * signing, or a person would be signed out by the node that does not. An embedded database has one node.
 */
async function chooseSigner({ database, jwt }: Installation): Promise<void> {
  if (database.kind === 'embedded' || !jwt.previous) return jwt.holdBack(false);
  jwt.holdBack(await isUnknownToSomeNode(database.prisma, jwt.current.kid));
}
