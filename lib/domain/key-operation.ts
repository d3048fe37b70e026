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

/** A master key should be replaced after as many days; the rings of data keys too. */
export const KEY_WINDOW_DAYS = 180;

/** A key of the installation as audit events and pages name it. */
export interface KeyOperationRef {
  readonly id: string;
}
