// What may have happened to a key, how deep the change must go, and what each depth cures.

export const KEY_CAUSES = [
  'window_over',
  'master_key_leaked',
  'key_and_database_leaked',
  'data_keys_window_over',
] as const;

export type KeyCause = (typeof KEY_CAUSES)[number];

/** 1: the master key; 2: the root key and every data key. The third, the secrets themselves, is a rotation. */
export type KeyDepth = 1 | 2;

export const DEPTHS_OF: Readonly<Record<KeyCause, readonly KeyDepth[]>> = {
  window_over: [1],
  master_key_leaked: [1],
  key_and_database_leaked: [1, 2],
  data_keys_window_over: [2],
};

export interface CauseText {
  /** What happened, as an answer to that question. */
  readonly title: string;
  readonly text: string;
}

export const CAUSE_TEXTS: Readonly<Record<KeyCause, CauseText>> = {
  window_over: {
    title: 'The window of the master key is over',
    text: 'Nothing leaked: the key has reached the age it may get, or is to be moved.',
  },
  master_key_leaked: {
    title: 'The master key may have leaked, the database has not',
    text: 'Somebody may know the key, but never had a copy of the database, nor of a backup.',
  },
  key_and_database_leaked: {
    title: 'The master key and the database may have leaked',
    text: 'Somebody may hold the key together with the database or a backup of it.',
  },
  data_keys_window_over: {
    title: 'The data keys are older than their window',
    text: 'The keys that values lie under have reached the age they may get. The master key stays.',
  },
};

export interface DepthText {
  readonly title: string;
  readonly does: string;
  readonly cures: string;
  readonly leaves: string;
}

export const DEPTH_TEXTS: Readonly<Record<KeyDepth, DepthText>> = {
  1: {
    title: 'Master key',
    does: 'Wraps the root key under a new master key. Takes a moment, however many values there are.',
    cures:
      'Whoever knows the old master key opens no copy of this database that is made from now on.',
    leaves:
      'Whoever also holds a copy made before has the root key and every data key: the old key opens that copy for ever.',
  },
  2: {
    title: 'Root key and data keys',
    does: 'Makes new keys below the master key and seals every value again, while the console works. The fingerprints shown for values change with their keys; the values do not.',
    cures: 'Keys taken from an old copy open nothing of what is stored or sealed from now on.',
    leaves:
      'The values themselves stay the same: what was readable in the old copy still is. Those secrets must be replaced.',
  },
};

/** A master key should be replaced after as many days; the rings of data keys too. */
export const KEY_WINDOW_DAYS = 180;

/** A key of the installation as audit events and pages name it. */
export interface KeyOperationRef {
  readonly id: string;
}
