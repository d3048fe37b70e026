// Makes this process known to the other nodes, and refuses one whose sessions they could not read.

import 'server-only';
import { hostname } from 'node:os';
import { beatNode, deleteNode, findForeignSigner, insertNode } from '@/lib/db/nodes';
import { newUuid } from '@/lib/domain/ids';
import { bookkeeping } from '../bookkeeping';
import type { Installation } from '../context';
import { BootRefusal } from '../keys/boot-refusal';
import { log } from '../log';

const HEARTBEAT_SECONDS = 20;
/** A node that was silent for longer is taken for gone. */
const ALIVE_SECONDS = 60;

/** Answers with a function that takes the node off the list again. Throws BootRefusal. */
export async function joinNodes(installation: Installation): Promise<() => Promise<void>> {
  const { database, jwt, keys } = installation;
  const accepted = [jwt.current.kid, ...(jwt.previous ? [jwt.previous.kid] : [])];
  const foreign = await findForeignSigner(database.prisma, accepted, ALIVE_SECONDS);
  if (foreign && database.kind === 'postgres') {
    throw new BootRefusal(
      'jwt_secret_differs',
      `The node ${foreign.host} (process ${foreign.pid}) signs sessions with another JWT_SECRET. Give every node the same one, or set its secret as JWT_SECRET_PREVIOUS. If that node is gone, start again in a minute.`,
    );
  }
  const id = newUuid();
  const { state } = keys;
  const masterFingerprint = state.kind === 'unlocked' ? state.masterFingerprint : state.given;
  const node = { id, host: hostname(), pid: process.pid, masterFingerprint };
  await bookkeeping(installation, (tx) =>
    insertNode(tx, { ...node, jwtFingerprint: jwt.current.kid }),
  );
  const timer = setInterval(() => {
    bookkeeping(installation, (tx) => beatNode(tx, id)).catch((error: unknown) => {
      log.warn({ err: error }, 'the heartbeat could not be written');
    });
  }, HEARTBEAT_SECONDS * 1000);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await bookkeeping(installation, (tx) => deleteNode(tx, id));
  };
}
