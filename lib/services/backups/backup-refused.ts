// What is wrong with a backup file, said so that somebody knows what to do with it.

import 'server-only';

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
