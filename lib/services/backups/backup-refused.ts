// What is wrong with a backup file, said so that somebody knows what to do with it.

import 'server-only';
import type { SoleWork } from '@/lib/db/backups/sole-work';
import { DatabaseRefusal } from '@/lib/db/connection/database-refusal';
import { KeystowError } from '@/lib/domain/errors';

export type BackupFault =
  | 'gone'
  | 'no_backup'
  | 'cut_off'
  | 'other_signer'
  | 'other_backup'
  | 'other_installation'
  | 'unknown_signer'
  | 'manifest_altered'
  | 'rows_altered'
  | 'newer_migration';

/** The file is not (any more) what was written. `message` is shown to people and names no value. */
export class BackupRefused extends Error {
  readonly fault: BackupFault;

  constructor(fault: BackupFault, message: string) {
    super(message);
    this.name = 'BackupRefused';
    this.fault = fault;
  }
}

const AT_IT: Readonly<Record<SoleWork, string>> = {
  backup: 'A backup is being taken at this moment. Look again when it is done.',
  drill: 'A restore is being tried at this moment. Try this one when that is done.',
};

/** 409: one is taken or tried at a time, by whichever node. */
export function underWay(work: SoleWork): KeystowError {
  const message = AT_IT[work];
  return new KeystowError('conflict', message, {
    issues: [{ pointer: '', code: `${work}_under_way`, message }],
  });
}

/** For people. Nobody vouches for what a library quotes in its message, which the log leaves out as well. */
export function faultText(error: unknown): string {
  const ours =
    error instanceof KeystowError ||
    error instanceof BackupRefused ||
    error instanceof DatabaseRefusal;
  return ours ? error.message : 'It failed; the log of the server says where.';
}
