// A guided rotation: its steps, and the states of what it rotates.

export const RUN_STATES = ['open', 'closed', 'abandoned'] as const;
export type RunState = (typeof RUN_STATES)[number];

/** In the order in which they are worked off; a leak case revokes first. */
export const RUN_STEPS = ['value', 'staging', 'production', 'revocation', 'evidence'] as const;
export type RunStep = (typeof RUN_STEPS)[number];

/** `open`: can be worked on now; `waits`: for something that comes by itself; `later`: for another step. */
export const STEP_STATES = ['open', 'waits', 'later', 'done'] as const;
export type StepState = (typeof STEP_STATES)[number];

/** `superseded`: another value took the place of the new one; `gone`: the secret is in the bin or deleted. */
export const ITEM_STATES = ['empty', 'staged', 'current', 'revoked', 'superseded', 'gone'] as const;
export type ItemState = (typeof ITEM_STATES)[number];

/** Of a new value: made by the page, brought from where it is issued, or found replaced already. */
export const VALUE_ORIGINS = ['generated', 'brought', 'found'] as const;
export type ValueOrigin = (typeof VALUE_ORIGINS)[number];

export const EVIDENCE_KINDS = ['commit', 'deployment', 'verification', 'note'] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/** Which value of a secret a trial is of. */
export const TRIAL_SIDES = ['new', 'old'] as const;
export type TrialSide = (typeof TRIAL_SIDES)[number];

/** `unclear`: nobody answered, or what was answered says neither. */
export const TRIAL_OUTCOMES = ['works', 'refused', 'unclear'] as const;
export type TrialOutcome = (typeof TRIAL_OUTCOMES)[number];

/** By the console with a check, or by a runner where the network is, whose word it is. */
export const TRIAL_VIAS = ['console', 'runner'] as const;
export type TrialVia = (typeof TRIAL_VIAS)[number];

export const RUN_SECRETS_MAX = 20;
export const OVERLAP_HOURS_MAX = 30 * 24;
export const EVIDENCE_LENGTH_MAX = 2000;
export const EVIDENCE_MAX = 50;
export const TRIALS_SHOWN_MAX = 20;

/** The state of one secret of an open rotation, from where its versions stand now. */
export function itemState(item: {
  readonly newVersion: number | null;
  readonly promotedAt: Date | null;
  readonly revokedAt: Date | null;
  readonly gone: boolean;
  readonly currentVersion: number | null;
}): ItemState {
  if (item.gone) return 'gone';
  if (item.newVersion === null) return 'empty';
  if (item.promotedAt === null) return 'staged';
  if (item.currentVersion !== item.newVersion) return 'superseded';
  return item.revokedAt === null ? 'current' : 'revoked';
}
