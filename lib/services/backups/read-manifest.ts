// The signed manifest at the end of a backup file.

import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import 'server-only';
import { backupManifest } from '@/lib/contracts/backup-manifest';
import type { BackupManifest } from '@/lib/contracts/backup-manifest';
import { BACKUP_END_BYTES, isSignedBy, noteLength, readUnsigned } from '@/lib/crypto/backup-tail';
import { BackupRefused } from './backup-refused';

const NOTE_BYTES_MAX = 16 * 1024 * 1024;

/**
 * Reads the end of the file alone. `pinned` are keys that may have signed it; without any, the one that it
 * names itself is taken, which tells of damage but not of a forger. Throws BackupRefused.
 */
export async function readManifest(
  file: string,
  pinned: readonly string[] = [],
): Promise<BackupManifest> {
  const handle = await opened(file);
  try {
    const { size } = await handle.stat();
    const end = await readAt(handle, size - BACKUP_END_BYTES, BACKUP_END_BYTES);
    const length = end && noteLength(end);
    if (!length || length > NOTE_BYTES_MAX) {
      throw new BackupRefused(
        'cut_off',
        'The file does not end as a backup does: it is none, or its end is missing or was changed.',
      );
    }
    const start = size - BACKUP_END_BYTES - length;
    const note = await readAt(handle, start, length);
    if (!note) throw new BackupRefused('cut_off', 'The file is shorter than its last line says.');
    const manifest = signedManifest(note.toString('utf8'), pinned);
    if (manifest.bytes === start) return manifest;
    throw new BackupRefused(
      'cut_off',
      `The rows should take ${manifest.bytes} bytes; ${start} are there.`,
    );
  } finally {
    await handle.close();
  }
}

function signedManifest(note: string, pinned: readonly string[]): BackupManifest {
  const { data } = backupManifest.safeParse(readUnsigned(note));
  if (!data) throw new BackupRefused('manifest_altered', 'Its manifest cannot be read.');
  if (!safelySigned(note, data.verifierKey)) {
    throw new BackupRefused(
      'manifest_altered',
      'Its manifest was changed: the signature is not of what it says.',
    );
  }
  if (pinned.length > 0 && !pinned.includes(data.verifierKey)) {
    throw new BackupRefused(
      'other_signer',
      `It was signed by ${data.verifierKey}, which is none of the keys that are known here.`,
    );
  }
  return data;
}

function safelySigned(note: string, verifierKey: string): boolean {
  try {
    return isSignedBy(note, verifierKey);
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

async function opened(file: string): Promise<FileHandle> {
  try {
    return await open(file, 'r');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    throw new BackupRefused('gone', `There is no file ${file}.`);
  }
}

/** Null where the file has no such place. */
async function readAt(handle: FileHandle, at: number, length: number): Promise<Buffer | null> {
  if (at < 0) return null;
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, at);
  return bytesRead === length ? buffer : null;
}
