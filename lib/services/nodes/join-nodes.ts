// Makes this process known to the other nodes, and refuses one whose sessions they could not read.

import 'server-only';
import { hostname } from 'node:os';
import { beatNode, deleteNode, findForeignSigner, insertNode } from '@/lib/db/keys/nodes';
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
  const accepted = [jwt.current.kid, ...(jwt.previous ? [jwt.previous.kid] : [])];
  const foreign = await findForeignSigner(database.prisma, accepted);
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
    };
  };
  const node = { id, host: hostname(), pid: process.pid, jwtFingerprint: jwt.current.kid };
  const first = await describe();
  await bookkeeping(installation, (tx) => insertNode(tx, { ...node, ...first }));
  const beat = async (): Promise<void> => {
    const now = await describe();
    await bookkeeping(installation, (tx) => beatNode(tx, id, now));
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
