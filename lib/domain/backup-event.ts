// The recorded acts around backups that the console takes itself.

interface FileRef {
  /** Its name within the backup folder. */
  readonly file: string;
  /** The master key it needs. */
  readonly masterFingerprint: string;
}

export type BackupEvent =
  | ({ action: 'backup.created'; scheduled: boolean; bytes: number; rows: number } & FileRef)
  | ({
      action: 'backup.verified';
      /** What was wrong; null where all was as its manifest says. */
      fault: string | null;
    } & FileRef)
  | ({
      action: 'backup.drilled';
      passed: boolean;
      /** The key it was tried with. */
      triedFingerprint: string;
      /** What the step that failed says; null where all passed. */
      fault: string | null;
    } & FileRef)
  | ({ action: 'backup.removed' } & FileRef)
  /** A file that nothing told of, in the folder: it verified, and this installation signed it. */
  | ({ action: 'backup.adopted'; takenAt: string } & FileRef)
  | {
      action: 'backup.policy_changed';
      everyHours: number | null;
      keep: number;
      drillDays: number;
    }
  | {
      /** The database is as it was then. Events of this log behind `size` are lost, up to `known` at least. */
      action: 'backup.restored';
      takenAt: string;
      masterFingerprint: string;
      size: string;
      /** The greatest size that anything at hand told of; null where nothing did. */
      known: string | null;
      tokensRevoked: boolean;
    };
