// What can be wrong with an audit log, in words, and how head and checkpoints are compared with its events.

import 'server-only';
import type { LogFaultKind } from '@/lib/crypto/audit-log';
import type { Checkpoint } from '@/lib/crypto/checkpoint';
import { frontierRoot } from '@/lib/crypto/merkle';
import type { AuditVerification } from '@/lib/contracts/audit-verification';
import type { AuditHeadRow } from '@/lib/db/audit/audit';
import { KeystowError } from '@/lib/domain/errors';
import type { Installation } from '../context';
import { requireIntactHead } from './intact-head';

export type Fault = AuditVerification['faults'][number];

const TEXTS: Readonly<Record<LogFaultKind | 'index', string>> = {
  missing: 'An event is missing.',
  out_of_order: 'An event stands where it does not belong.',
  edited: 'The text of an event was changed after it was written.',
  foreign: 'An event comes from another log, or from another place of this one.',
  erased: 'Texts were erased, and no retention event lists them.',
  unreadable: 'An event has neither its text nor its leaf.',
  index: 'An event is listed under another time, act, actor, target or scope than its text says.',
};

export function faultOf(kind: keyof typeof TEXTS, number: number | bigint | string): Fault {
  return { kind, number: String(number), message: TEXTS[kind] };
}

/** `signed` null: it does not open with a key of this log. */
export function checkpointFaults(
  size: bigint,
  signed: Checkpoint | null,
  root: Uint8Array,
): Fault[] {
  const number = String(size);
  if (!signed) {
    const message = 'A stored checkpoint does not open with a key of this log.';
    return [{ kind: 'checkpoint', number, message }];
  }
  if (Buffer.from(root).equals(signed.root)) return [];
  return [{ kind: 'root', number, message: 'The log is not what was signed at this size.' }];
}

/** Every log has a head from its first event on, so a log without one is never whole. */
export async function headFaults(
  installation: Installation,
  head: AuditHeadRow | null,
  size: number,
  root: Buffer,
): Promise<Fault[]> {
  if (!head) return [{ kind: 'head', number: '0', message: 'The head is missing.' }];
  const number = String(head.size);
  const faults: Fault[] = [];
  if (!(await isIntact(installation, head))) {
    faults.push({ kind: 'head', number, message: 'The head is not what this console wrote.' });
  }
  if (BigInt(size) < head.size) {
    faults.push({ kind: 'truncated', number, message: `The log ends after ${size} events.` });
  } else if (!root.equals(rootOf(head))) {
    faults.push({ kind: 'root', number, message: 'The events do not add up to the head.' });
  }
  return faults;
}

/** Locked, everything can be checked but this. */
async function isIntact({ keys, database }: Installation, head: AuditHeadRow): Promise<boolean> {
  if (!keys.unlocked) return true;
  try {
    await requireIntactHead(database.prisma, keys, head);
    return true;
  } catch (error) {
    if (error instanceof KeystowError && error.code === 'tampered') return false;
    throw error;
  }
}

/** Of no length where the frontier is not one of that size. */
function rootOf({ frontier, size }: AuditHeadRow): Uint8Array {
  try {
    return frontierRoot(Uint8Array.from(frontier), size);
  } catch {
    return new Uint8Array(0);
  }
}
