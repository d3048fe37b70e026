// The end of a backup file: its manifest as a signed note (C2SP signed-note), and how long that is.

import { canonicalJson } from './canonical-json';
import { openNote, signNote } from './signed-note';
import type { NoteSigner } from './signed-note';

const FIRST_LINE = 'keystow-backup/1';
const LENGTH_DIGITS = 10;
const MARK = 'keystow-backup-end ';

/** Bytes of the last line, which says how long the note before it is. */
export const BACKUP_END_BYTES = MARK.length + LENGTH_DIGITS + 1;

/** The note and the last line. `manifest` is plain JSON. */
export function backupTail(manifest: unknown, signer: NoteSigner): Buffer {
  const note = Buffer.from(signNote(`${FIRST_LINE}\n${canonicalJson(manifest)}\n`, signer));
  const length = String(note.byteLength).padStart(LENGTH_DIGITS, '0');
  return Buffer.concat([note, Buffer.from(`${MARK}${length}\n`)]);
}

/** How many bytes the note has, by the last line; null for what is no such line. */
export function noteLength(lastLine: Uint8Array): number | null {
  const text = Buffer.from(lastLine).toString('latin1');
  const digits = text.slice(MARK.length, -1);
  const whole = text.startsWith(MARK) && text.endsWith('\n');
  return whole && /^\d{10}$/.test(digits) ? Number(digits) : null;
}

/** What the note says, whoever signed it; null for what is none. */
export function readUnsigned(note: string): unknown {
  const [first, json] = note.split('\n');
  if (first !== FIRST_LINE || json === undefined) return null;
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return null;
  }
}

/**
 * Whether that key signed the note, and nothing else is in it: base64 has spellings that are read alike.
 * Throws a RangeError for what is no verifier key.
 */
export function isSignedBy(note: string, verifierKey: string): boolean {
  const text = openNote(note, verifierKey);
  if (text === null) return false;
  const [line = '', ...others] = note.slice(text.length + 1).split('\n');
  const encoded = line.slice(line.lastIndexOf(' ') + 1);
  const canonical = Buffer.from(encoded, 'base64').toString('base64') === encoded;
  return canonical && others.length === 1 && others[0] === '';
}
