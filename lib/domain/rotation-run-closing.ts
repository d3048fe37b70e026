// What keeps a guided rotation from closing: what is missing, and what its trials do not show.

import type { EvidenceKind, ItemState, TrialOutcome, TrialVia } from './rotation-run';

/** Each keeps a rotation from closing, unless a second person signs the exception. */
export const GAPS = [
  'secret_gone',
  'no_new_value',
  'not_promoted',
  'superseded',
  'staging_open',
  'stale_workers',
  'new_not_tried',
  'new_not_tried_since',
  'new_refused',
  'not_revoked',
  'old_not_tried',
  'old_tried_otherwise',
  'old_works',
  'exposed_not_tried',
  'exposed_works',
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

/** A secret of a rotation as far as closing goes. Its trials: the latest of each way, newest first. */
export interface ClosingItem {
  readonly secretId: string;
  readonly state: ItemState;
  readonly promoted: boolean;
  readonly hasOld: boolean;
  readonly revokedAt: Date | null;
  /** Workers that hold another version of it, those that fell silent unseen among them. */
  readonly stale: number;
  readonly triedNew: readonly ClosingTrial[];
  readonly triedOld: readonly ClosingTrial[];
  /** Of each other value that leaked. */
  readonly triedExposed: readonly (readonly ClosingTrial[])[];
}

export interface ClosingTrial {
  readonly outcome: TrialOutcome;
  readonly at: Date;
  readonly via: TrialVia;
  /** What was asked and how: an answer tells two values apart only where both were asked for alike. */
  readonly way: string;
}

export interface ClosingFacts {
  readonly items: readonly ClosingItem[];
  readonly stagingDone: boolean;
  /** A rotation of a leak goes to production at once. */
  readonly leak: boolean;
  readonly evidence: readonly EvidenceKind[];
}

/**
 * In the order of `GAPS`. After the old value was revoked it has to be refused and the new one has to work, in one
 * and the same way, then or later; neither the console nor a runner outvotes the other's latest trial. One that settled
 * nothing counts as none; one that told something is evidence of verification.
 */
export function closingGaps({ items, stagingDone, leak, evidence }: ClosingFacts): FoundGap[] {
  const ofRun = (code: Gap, missing: boolean): FoundGap[] =>
    missing ? [{ code, secretId: null }] : [];
  const tried = items.some(({ triedNew }) => triedNew[0]?.outcome === 'works');
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
    ...gapsOfNew(item),
    ...gapsOfOld(item),
  ];
}

/** Deleted for a while it could be restored with the value that was to be replaced. */
function gapsOfGone(item: ClosingItem): Gap[] {
  return item.promoted ? gapsOfOld(item) : ['not_promoted'];
}

function gapsOfNew({ triedNew, hasOld, revokedAt }: ClosingItem): Gap[] {
  const [latest] = triedNew;
  if (latest === undefined || latest.outcome === 'unclear') return ['new_not_tried'];
  if (latestOfEach(triedNew).some(({ outcome }) => outcome === 'refused')) return ['new_refused'];
  return hasOld && revokedAt !== null && latest.at < revokedAt ? ['new_not_tried_since'] : [];
}

function gapsOfOld(item: ClosingItem): Gap[] {
  if (!item.hasOld) return [];
  if (item.revokedAt === null) return ['not_revoked'];
  const exposed = item.triedExposed.map((trials) => refusalOf(item, trials));
  return [
    ...OLD_GAPS[refusalOf(item, item.triedOld)],
    ...(exposed.includes('works') ? (['exposed_works'] as const) : []),
    ...(exposed.some((one) => one === 'untold' || one === 'otherwise')
      ? (['exposed_not_tried'] as const)
      : []),
  ];
}

/** `otherwise`: not in a way in which the new value works since then. */
type Refusal = 'refused' | 'otherwise' | 'works' | 'untold';

const OLD_GAPS: Readonly<Record<Refusal, readonly Gap[]>> = {
  refused: [],
  otherwise: ['old_tried_otherwise'],
  works: ['old_works'],
  untold: ['old_not_tried'],
};

/** A success so little before a refusal is of the same time: both are tried one after the other. */
const TOGETHER_MS = 10 * 60_000;

/** What trials of a revoked value say of it. */
function refusalOf({ revokedAt, triedNew }: ClosingItem, trials: readonly ClosingTrial[]): Refusal {
  const since = (one: ClosingTrial) => revokedAt !== null && one.at >= revokedAt;
  const told = trials.filter(since);
  const [latest] = told;
  if (latestOfEach(told).some(({ outcome }) => outcome === 'works')) return 'works';
  if (latest === undefined || latest.outcome === 'unclear') return 'untold';
  const works = triedNew.filter((one) => since(one) && one.outcome === 'works');
  // Nothing to compare with is a gap of the new value.
  if (works.length === 0) return 'refused';
  const isBeside = (refusal: ClosingTrial) =>
    works.some(({ way, at }) => way === refusal.way && at >= before(refusal.at));
  const refused = told.filter(({ outcome }) => outcome === 'refused');
  return refused.some(isBeside) ? 'refused' : 'otherwise';
}

function before(at: Date): Date {
  return new Date(at.getTime() - TOGETHER_MS);
}

/** By whom they were made. */
function latestOfEach(trials: readonly ClosingTrial[]): ClosingTrial[] {
  return trials.filter((one) => trials.find(({ via }) => via === one.via) === one);
}
