// What is wrong with the folder of backups, where the system says so.

import 'server-only';
import { KeystowError } from '@/lib/domain/errors';

const WORDS: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk of the backup folder is full.',
  EACCES: 'The backup folder cannot be written by the console.',
  EPERM: 'The backup folder cannot be written by the console.',
  EROFS: 'The backup folder is on a disk that only reads.',
  ENOTDIR: 'The backup folder is no folder: look at BACKUP_DIR.',
};

/** A refusal (503) in place of what the system said; anything else stays as it is. */
export function asFolderFault(error: unknown): unknown {
  const words = error instanceof Error && 'code' in error ? WORDS[String(error.code)] : undefined;
  return words === undefined ? error : new KeystowError('unavailable', words);
}
