// Checkpoints of an audit log: origin, size and root hash in the three lines of C2SP tlog-checkpoint.

import { requirePurpose, type DataKey } from './data-key';
import { noteSigner, openNote, signNote, type NoteSigner } from './signed-note';

const ROOT_BYTES = 32;
const SIZE = /^(0|[1-9]\d{0,18})$/;

export interface Checkpoint {
  /** Which log it is of. */
  readonly origin: string;
  /** How many events the log had. */
  readonly size: bigint;
  /** RFC 6962 root, 32 bytes. */
  readonly root: Uint8Array;
}

/** Names the log of an organization, or of the installation itself; also the name of its signing key. */
export function auditOrigin(installationId: string, chainId: string): string {
  return `keystow-audit/${installationId}/${chainId}`;
}

/** The key of an `audit-sign` ring as the signer of that log. Throws where the key is for something else. */
export function checkpointSigner(key: DataKey, origin: string): NoteSigner {
  requirePurpose(key, 'audit-sign');
  return noteSigner(origin, key.bytes);
}

/** A signed checkpoint, as it is kept elsewhere. */
export function signCheckpoint({ origin, size, root }: Checkpoint, signer: NoteSigner): string {
  const hash = Buffer.from(root).toString('base64');
  return signNote(`${origin}\n${size}\n${hash}\n`, signer);
}

/** Null when the key did not sign it, or what it signed is no checkpoint. Throws a RangeError for a bad key. */
export function openCheckpoint(note: string, verifierKey: string): Checkpoint | null {
  const text = openNote(note, verifierKey);
  return text === null ? null : readCheckpoint(text);
}

function readCheckpoint(text: string): Checkpoint | null {
  const [origin, size, hash] = text.split('\n');
  if (!origin || size === undefined || hash === undefined || !SIZE.test(size)) return null;
  const root = Buffer.from(hash, 'base64');
  if (root.byteLength !== ROOT_BYTES || root.toString('base64') !== hash) return null;
  return { origin, size: BigInt(size), root };
}
