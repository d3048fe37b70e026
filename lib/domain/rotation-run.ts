// A guided rotation: its steps, the states of what it rotates, and what keeps it from closing.

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

export const RUN_SECRETS_MAX = 20;
export const OVERLAP_HOURS_MAX = 30 * 24;
export const EVIDENCE_LENGTH_MAX = 2000;
export const EVIDENCE_MAX = 50;
export const TRIALS_SHOWN_MAX = 20;

/** Each keeps a rotation from closing, unless a second person signs the exception. */
export const GAPS = [
  'secret_gone',
  'no_new_value',
  'not_promoted',
  'superseded',
  'staging_open',
  'stale_workers',
  'new_not_tried',
  'new_refused',
  'not_revoked',
  'old_not_tried',
  'old_works',
  'no_commit',
  'no_deployment',
  'no_verification',
] as const;
export type Gap = (typeof GAPS)[number];

/** Those that no exception covers: without a new value in its place nothing was rotated. */
export const HARD_GAPS: readonly Gap[] = ['no_new_value', 'not_promoted'];

export interface FoundGap {
  readonly code: Gap;
  /** The secret that it is about; null: the whole rotation. */
  readonly secretId: string | null;
}

/** A secret of a rotation as far as closing goes. */
export interface ClosingItem {
  readonly secretId: string;
  readonly state: ItemState;
  readonly promoted: boolean;
  readonly hasOld: boolean;
  readonly revokedAt: Date | null;
  /** Workers that hold another version of it, those that fell silent unseen among them. */
  readonly stale: number;
  /** The latest trial of its new version, and the latest of its old one; null: none. */
  readonly triedNew: ClosingTrial | null;
  readonly triedOld: ClosingTrial | null;
}

export interface ClosingTrial {
  readonly outcome: TrialOutcome;
  readonly at: Date;
}

export interface ClosingFacts {
  readonly items: readonly ClosingItem[];
  readonly stagingDone: boolean;
  /** A rotation of a leak goes to production at once. */
  readonly leak: boolean;
  readonly evidence: readonly EvidenceKind[];
}

/**
 * In the order of `GAPS`. The old value has to be refused after it was revoked; a trial that settled
 * nothing counts as none; a trial that told something is evidence of verification.
 */
export function closingGaps({ items, stagingDone, leak, evidence }: ClosingFacts): FoundGap[] {
  const ofRun = (code: Gap, missing: boolean): FoundGap[] =>
    missing ? [{ code, secretId: null }] : [];
  const tried = items.some(({ triedNew }) => triedNew?.outcome === 'works');
  const found = [
    ...items.flatMap((item) => gapsOfItem(item).map((code) => ({ code, secretId: item.secretId }))),
    ...ofRun('staging_open', !stagingDone && !leak),
    ...ofRun('no_commit', !evidence.includes('commit')),
    ...ofRun('no_deployment', !evidence.includes('deployment')),
    ...ofRun('no_verification', !tried && !evidence.includes('verification')),
  ];
  return found.toSorted((one, other) => GAPS.indexOf(one.code) - GAPS.indexOf(other.code));
}

function gapsOfItem(item: ClosingItem): Gap[] {
  if (item.state === 'gone') return ['secret_gone', ...gapsOfGone(item)];
  if (item.state === 'empty') return ['no_new_value'];
  if (!item.promoted) return ['not_promoted'];
  return [
    ...(item.state === 'superseded' ? (['superseded'] as const) : []),
    ...(item.stale > 0 ? (['stale_workers'] as const) : []),
    ...gapsOfNew(item.triedNew),
    ...(item.hasOld ? gapsOfOld(item) : []),
  ];
}

/** Deleted for a while it could be restored with the value that was to be replaced. */
function gapsOfGone(item: ClosingItem): Gap[] {
  if (!item.promoted) return ['not_promoted'];
  return item.hasOld ? gapsOfOld(item) : [];
}

function gapsOfNew(tried: ClosingTrial | null): Gap[] {
  if (tried === null || tried.outcome === 'unclear') return ['new_not_tried'];
  return tried.outcome === 'refused' ? ['new_refused'] : [];
}

function gapsOfOld({ revokedAt, triedOld }: ClosingItem): Gap[] {
  if (revokedAt === null) return ['not_revoked'];
  if (triedOld === null || triedOld.at < revokedAt || triedOld.outcome === 'unclear') {
    return ['old_not_tried'];
  }
  return triedOld.outcome === 'works' ? ['old_works'] : [];
}

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
