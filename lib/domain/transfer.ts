// Words of transfers: what one does, what becomes of each of its rows, and how far it has come.

export const TRANSFER_MODES = [
  'refer', // secrets that refer to what a backend holds; nothing is copied
  'import', // values of a backend, sealed here
  'copy', // values of secrets written to a backend as well; the secrets stay as they are
  'move', // values written to another place and verified there; then the secrets lead there
] as const;
export type TransferMode = (typeof TRANSFER_MODES)[number];

/** The modes that begin with what a backend lists; the others begin with secrets of the scope. */
export const LISTING_MODES = ['refer', 'import'] as const satisfies TransferMode[];

export const OBJECT_CHOICES = [
  'whole', // one secret with the whole text
  'parts', // one secret with parts, where a type has such parts
  'names', // a secret for each key
] as const;
export type ObjectChoice = (typeof OBJECT_CHOICES)[number];

export const TRANSFER_STATES = ['planned', 'running', 'paused', 'cancelled', 'ended'] as const;
export type TransferState = (typeof TRANSFER_STATES)[number];

export const TRANSFER_VERDICTS = [
  'new',
  'replace',
  'unchanged',
  'invalid', // the name or the value cannot be one here, or the backend did not give it
  'taken', // something else has the name, or the place, and is not replaced
] as const;
export type TransferVerdict = (typeof TRANSFER_VERDICTS)[number];

export const TRANSFER_ITEM_STATES = [
  'planned',
  'done', // written, read again at its target, and the same
  'changed', // source or target is not as it was planned: nothing was written
  'failed',
  'skipped', // left out: by somebody, by its verdict, or because the transfer was cancelled
] as const;
export type TransferItemState = (typeof TRANSFER_ITEM_STATES)[number];

/** Rows of one plan; globs and scopes divide what is more. */
export const TRANSFER_ROWS_MAX = 1000;
